import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Account } from './account.js';

/** One sign-in. Tokens name it, so that they can be ended before they expire. */
@Entity('session')
@Check('session_kind_check', `kind in ('bearer', 'browser')`)
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

  /** By when it ends whatever happens. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** Tokens in a header, or a browser's cookie. */
  @Column('text', { default: 'bearer' })
  kind!: 'bearer' | 'browser';

  /** When the person last proved who they are; tokens made before that moment are not valid any more. */
  @Column('timestamptz', { name: 'authenticated_at', default: () => 'now()' })
  authenticatedAt!: Date;

  /** To the minute. */
  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' })
  lastUsedAt!: Date;

  /** How many refresh tokens were given out before the one that is valid now. */
  @Column('integer', { default: 0 })
  refreshes!: number;

  /** The coarse address from which it was opened, for its owner's eyes. */
  @Column('text', { name: 'came_from', nullable: true })
  cameFrom!: string | null;
}
