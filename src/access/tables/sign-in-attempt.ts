import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Failed sign-ins since the last that succeeded, by account and address; with an empty address: from all strange ones.
 * Account and address are keyed hashes: people type passwords where names belong, and an address tells about a person.
 */
@Entity('sign_in_attempt')
export class SignInAttempt {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'sign_in_attempt_pkey' })
  account!: Buffer;

  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'sign_in_attempt_pkey' })
  address!: Buffer;

  @Column('integer')
  failures!: number;

  /** When it last failed, or succeeded. */
  @Column('timestamptz', { name: 'last_at' })
  lastAt!: Date;

  @Column('timestamptz', { name: 'succeeded_at', nullable: true })
  succeededAt!: Date | null;
}
