import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Account } from './account.js';
import { Organisation } from './organisation.js';

/** Somebody is on duty from-to, as duty (1), lead (2) or next above (3). Never changed: withdrawn and set anew. */
@Entity('duty_shift')
@Index('duty_shift_in_force_idx', ['organisation', 'toAt'], { where: 'withdrawn_at is null' })
@Check('duty_shift_level_check', 'level between 1 and 3')
@Check('duty_shift_time_check', 'from_at < to_at')
export class DutyShift {
  /** UUIDv7. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_shift_pkey' })
  id!: string;

  @Column('text')
  @ForeignKey(() => Organisation, { name: 'duty_shift_organisation_fkey' })
  organisation!: string;

  @Column('text')
  @ForeignKey(() => Account, { name: 'duty_shift_account_fkey' })
  account!: string;

  @Column('integer')
  level!: number;

  @Column('timestamptz', { name: 'from_at' })
  fromAt!: Date;

  @Column('timestamptz', { name: 'to_at' })
  toAt!: Date;

  @Column('text', { name: 'set_by' })
  setBy!: string;

  @Column('timestamptz', { name: 'set_at' })
  setAt!: Date;

  @Column('text', { name: 'withdrawn_by', nullable: true })
  withdrawnBy!: string | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}
