import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Account } from './account.js';

/** The authenticator of an account (TOTP, RFC 6238). */
@Entity('second_factor')
export class SecondFactor {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'second_factor_pkey' })
  @ForeignKey(() => Account, { name: 'second_factor_account_fkey' })
  account!: string;

  /** Wrapped under the master key, bound to the account. */
  @Column('bytea')
  secret!: Buffer;

  @Column('timestamptz', { name: 'enrolled_at', default: () => 'now()' })
  enrolledAt!: Date;

  /** When its first code was given; null: not in use yet. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  /** The time step of the last code that was taken: no code is taken twice. */
  @Column('bigint', { name: 'last_step', default: 0 })
  lastStep!: string;
}
