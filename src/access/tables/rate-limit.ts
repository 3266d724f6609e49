import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What was given out of one limit in one window. A row whose window has passed counts for nothing and is swept. */
@Entity('rate_limit')
export class RateLimit {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rate_limit_pkey' })
  policy!: string;

  /** A keyed hash of the account, organisation or address: what somebody typed as a name is nobody's to read. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rate_limit_pkey' })
  subject!: string;

  @Column('timestamptz', { name: 'window_ends' })
  @Index('rate_limit_window_idx')
  windowEnds!: Date;

  @Column('integer')
  taken!: number;

  /** Of it, by the last who asked. */
  @Column('integer')
  granted!: number;
}
