import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A message to one person about one call; kept until it is sent, and after. */
@Entity('notification')
@Index('notification_next_idx', ['nextAt'], { where: 'sent_at is null and given_up_at is null' })
export class NotificationRow {
  @PrimaryColumn('uuid', { name: 'case_id', primaryKeyConstraintName: 'notification_pkey' })
  caseId!: string;

  /** The entry by which the person was called. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'notification_pkey' })
  version!: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'notification_pkey' })
  recipient!: string;

  /** The entry of the strike the call is about. */
  @Column('integer')
  strike!: number;

  @Column('integer')
  level!: number;

  /** `log` or `webhook`. */
  @Column('text')
  channel!: string;

  @Column('jsonb')
  message!: unknown;

  @Column('integer', { default: 0 })
  attempts!: number;

  /** When it is tried (again); while it is under way, when another server may take it over. */
  @Column('timestamptz', { name: 'next_at' })
  nextAt!: Date;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  @Column('timestamptz', { name: 'given_up_at', nullable: true })
  givenUpAt!: Date | null;

  /** Why the last try failed: a status or a kind of error, never an answer's text. */
  @Column('text', { nullable: true })
  fault!: string | null;
}
