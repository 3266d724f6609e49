import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** The number of a slip, and the part of a case it is about. Holds nothing about a person; it outlives erasure. */
@Entity('slip')
@Unique('slip_part_key', ['case_id', 'part'])
export class SlipRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'slip_pkey' }) number!: string;
  @Column({ type: 'uuid' }) case_id!: string;
  @Column({ type: 'text' }) part!: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) issued_at!: Date;
}
