import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Account, Organisation } from '../access/tables/index.js';

/** A change of shift: what was handed over, frozen, and who signed when. */
@Entity('handover')
@Unique('handover_key_key', ['leaving', 'key'])
@Check('handover_two_check', 'leaving <> arriving')
@Index('handover_organisation_idx', ['organisation', 'id'])
@Index('handover_to_move_idx', ['id'], {
  where: 'moved_at is null and leaving_signed_at is not null and arriving_signed_at is not null',
})
export class HandoverRow {
  /** UUIDv7. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handover_pkey' })
  id!: string;

  @Column('text')
  @ForeignKey(() => Organisation, { name: 'handover_organisation_fkey' })
  organisation!: string;

  @Column('text')
  key!: string;

  @Column('text')
  @ForeignKey(() => Account, { name: 'handover_leaving_fkey' })
  leaving!: string;

  @Column('text')
  @ForeignKey(() => Account, { name: 'handover_arriving_fkey' })
  arriving!: string;

  /** Canonical JSON, the very text that was hashed. */
  @Column('text')
  document!: string;

  @Column('text')
  @Index('handover_hash_idx', { unique: true })
  hash!: string;

  @Column('timestamptz', { name: 'drawn_up_at' })
  drawnUpAt!: Date;

  @Column('timestamptz', { name: 'leaving_signed_at', nullable: true })
  leavingSignedAt!: Date | null;

  @Column('timestamptz', { name: 'arriving_signed_at', nullable: true })
  arrivingSignedAt!: Date | null;

  /** When everything the leaving person answered for had gone to the arriving one. */
  @Column('timestamptz', { name: 'moved_at', nullable: true })
  movedAt!: Date | null;
}
