import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Account } from './account.js';

/** A code that stands once for an authenticator that was lost. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'recovery_code_pkey' })
  @ForeignKey(() => Account, { name: 'recovery_code_account_fkey' })
  account!: string;

  /** The digit with which the code begins. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'recovery_code_pkey' })
  number!: number;

  /** argon2id in PHC form. */
  @Column('text')
  hash!: string;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
