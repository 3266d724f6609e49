import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type ApprovalLevel, Organisation } from './organisation.js';

/** A person who can sign in. Payloads name people by `name`. */
@Entity('account')
@Check('account_name_check', `name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'`)
@Check('account_level_check', `level in ('county', 'city')`)
@Check(
  'account_roles_check',
  `roles <@ array['teller', 'bankDesk', 'dutyOfficer', 'centerLead', 'stationDuty', 'officer', 'custodian', 'approver', 'auditor', 'securityAdmin', 'systemAdmin']`,
)
export class Account {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'account_pkey' })
  name!: string;

  @Column('text', { name: 'display_name_zh' })
  displayNameZh!: string;

  @Column('text', { name: 'display_name_en' })
  displayNameEn!: string;

  @Column('text')
  @ForeignKey(() => Organisation, { name: 'account_organisation_fkey' })
  @Index('account_organisation_idx')
  organisation!: string;

  @Column('text', { array: true })
  roles!: string[];

  /** The level at which the person approves, where it is not that of the organisation. */
  @Column('text', { nullable: true })
  level!: ApprovalLevel | null;

  /** argon2id in PHC form. */
  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('timestamptz', { name: 'password_changed_at', default: () => 'now()' })
  passwordChangedAt!: Date;

  /** Given by an administrator, or known to have leaked: nothing else may be done before it is changed. */
  @Column('boolean', { name: 'password_must_change', default: false })
  passwordMustChange!: boolean;

  /** Until when a password given by an administrator opens the door at all; null: no such limit. */
  @Column('timestamptz', { name: 'password_expires_at', nullable: true })
  passwordExpiresAt!: Date | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
