import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Account } from './account.js';

/** One sign-in. Tokens name it, so that they can be ended before they expire. */
@Entity('session')
export class Session {
  /** UUIDv7. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'session_pkey' })
  id!: string;

  @Column('text')
  @ForeignKey(() => Account, { name: 'session_account_fkey' })
  @Index('session_account_idx')
  account!: string;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
