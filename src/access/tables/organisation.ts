import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * What kinds of organisations there are. A bureau stands above stations, a bank above its outlets; an organ is police of
 * another place, of which only the directory's name and number are known.
 */
export type OrganisationKind = 'center' | 'bureau' | 'station' | 'bank' | 'outlet' | 'organ';

/** At which level a bureau, or a person, approves. */
export type ApprovalLevel = 'county' | 'city';

/** A bank, an outlet, a station, a bureau or the center, known everywhere by its short code. */
@Entity('organisation')
@Check('organisation_code_check', `code ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$'`)
@Check('organisation_kind_check', `kind in ('center', 'bureau', 'station', 'bank', 'outlet', 'organ')`)
@Check('organisation_level_check', `level in ('county', 'city')`)
@Check('organisation_outlet_check', `kind <> 'outlet' or parent is not null`)
export class Organisation {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'organisation_pkey' })
  code!: string;

  @Column('text')
  kind!: OrganisationKind;

  @Column('text', { nullable: true })
  @ForeignKey(() => Organisation, { name: 'organisation_parent_fkey' })
  @Index('organisation_parent_idx')
  parent!: string | null;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'name_en' })
  nameEn!: string;

  @Column('text', { nullable: true })
  district!: string | null;

  @Column('text', { nullable: true })
  level!: ApprovalLevel | null;

  /** The number in the official directory at which the public reaches it. */
  @Column('text', { nullable: true })
  phone!: string | null;

  /** Whether a station can be dispatched now. */
  @Column('boolean', { name: 'on_duty', default: true })
  onDuty!: boolean;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
