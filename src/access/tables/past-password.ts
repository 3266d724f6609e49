import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Account } from './account.js';

/** A password somebody had before, so that it is not taken again where the profile forbids it. */
@Entity('past_password')
export class PastPassword {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'past_password_pkey' })
  @ForeignKey(() => Account, { name: 'past_password_account_fkey' })
  account!: string;

  @PrimaryColumn('timestamptz', {
    name: 'replaced_at',
    primaryKeyConstraintName: 'past_password_pkey',
    default: () => 'now()',
  })
  replacedAt!: Date;

  /** argon2id in PHC form. */
  @Column('text')
  hash!: string;
}
