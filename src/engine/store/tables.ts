import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

// The engine writes these tables with whole SQL statements; the entities exist so that drift from the migrations shows.

/** The case: its version, its head, and the columns that lists and scope filter on. */
@Entity('case_file')
@Unique('case_file_number_key', ['number'])
@Index('case_file_outlet_idx', ['outlet', 'id'])
@Index('case_file_bank_idx', ['bank', 'id'])
@Index('case_file_keep_idx', ['keep_until', 'id'], { where: 'keep_until IS NOT NULL' })
@Index('case_file_erase_idx', ['erase_at'], { where: 'erase_at IS NOT NULL' })
export class CaseFileRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'text' }) definition!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'bytea' }) head!: Buffer;
  @Column({ type: 'jsonb' }) settings!: unknown;
  @Column({ type: 'text', nullable: true }) bank!: string | null;
  @Column({ type: 'text', nullable: true }) outlet!: string | null;
  @Column({ type: 'text', nullable: true }) district!: string | null;
  @Column({ type: 'text', nullable: true }) station!: string | null;
  @Column({ type: 'text', array: true, default: () => "'{}'" }) account_banks!: string[];
  @Column({ type: 'text' }) phase!: string;
  @Column({ type: 'text', nullable: true }) subject!: string | null;
  @Column({ type: 'bigint', nullable: true }) amount!: string | null;
  @Column({ type: 'text', nullable: true }) finding!: string | null;
  @Column({ type: 'timestamptz' }) opened_at!: Date;
  @Column({ type: 'timestamptz', nullable: true }) closed_at!: Date | null;
  @Column({ type: 'timestamptz' }) updated_at!: Date;
  @Column({ type: 'boolean', default: false }) exercise!: boolean;
  @Column({ type: 'boolean', default: true }) matchable!: boolean;
  @Column({ type: 'timestamptz', nullable: true }) erase_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) erased_at!: Date | null;
  @Column({ type: 'text', default: '' }) retention!: string;
  @Column({ type: 'timestamptz', nullable: true }) keep_until!: Date | null;
  @Column({ type: 'boolean', default: false }) held!: boolean;
}

/** A part as it stands now. */
@Entity('case_part')
@Index('case_part_complaint_idx', ['case_id', 'part'], { where: "kind = 'complaint'::text" })
@Index('case_part_break_glass_idx', ['case_id'], { where: "kind = 'breakGlass'::text" })
export class CasePartRow {
  @PrimaryColumn({ type: 'uuid' }) case_id!: string;
  @PrimaryColumn({ type: 'text' }) part!: string;
  @Column({ type: 'integer' }) ordinal!: number;
  @Column({ type: 'text' }) kind!: string;
  @Column({ type: 'jsonb' }) state!: unknown;
  @Column({ type: 'jsonb' }) facts!: unknown;
  @Column({ type: 'timestamptz' }) since!: Date;
  @Column({ type: 'boolean' }) final!: boolean;
  @Column({ type: 'integer' }) version!: number;
}

/** Which stations may act on a case, since when and until when. */
@Entity('case_station')
@Index('case_station_station_idx', ['station', 'case_id'])
@Index('case_station_district_idx', ['district', 'case_id'])
export class CaseStationRow {
  @PrimaryColumn({ type: 'uuid' }) case_id!: string;
  @PrimaryColumn({ type: 'text' }) station!: string;
  @PrimaryColumn({ type: 'timestamptz' }) from_at!: Date;
  @Column({ type: 'text', nullable: true }) district!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) to_at!: Date | null;
}

/** An armed clock; struck and still there: overdue. */
@Entity('deadline')
@Index('deadline_due_idx', ['due_at'], { where: 'struck_at IS NULL' })
export class DeadlineRow {
  @PrimaryColumn({ type: 'uuid' }) case_id!: string;
  @PrimaryColumn({ type: 'text' }) part!: string;
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'timestamptz' }) armed_at!: Date;
  @Column({ type: 'timestamptz' }) armed_recorded_at!: Date;
  @Column({ type: 'timestamptz' }) due_at!: Date;
  @Column({ type: 'timestamptz', nullable: true }) struck_at!: Date | null;
}

/** One accepted command: the bytes that were hashed, and columns to find it by. */
@Entity('ledger_entry')
@Index('ledger_entry_key_idx', ['case_id', 'idempotency_key'], { unique: true, where: 'idempotency_key IS NOT NULL' })
@Index('ledger_entry_recorded_idx', ['recorded_at'])
@Index('ledger_entry_about_idx', ['about', 'recorded_at', 'case_id', 'version'], { where: 'about IS NOT NULL' })
@Index('ledger_entry_log_idx', ['recorded_at', 'case_id', 'version'], { where: "type ~~ 'log.%'::text" })
@Index('ledger_entry_log_actor_idx', ['actor', 'recorded_at', 'case_id', 'version'], {
  where: "type ~~ 'log.%'::text",
})
export class LedgerEntryRow {
  @PrimaryColumn({ type: 'uuid' }) case_id!: string;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @Column({ type: 'bytea' }) entry!: Buffer;
  @Column({ type: 'bytea' }) leaf!: Buffer;
  @Column({ type: 'text', nullable: true }) idempotency_key!: string | null;
  @Column({ type: 'bytea', nullable: true }) fingerprint!: Buffer | null;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'text', nullable: true }) part!: string | null;
  @Column({ type: 'text' }) actor!: string;
  @Column({ type: 'text' }) role!: string;
  @Column({ type: 'text' }) organisation!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'timestamptz' }) recorded_at!: Date;
  /** Another case that the entry tells of, as an access log does. */
  @Column({ type: 'uuid', nullable: true }) about!: string | null;
}

/** A committed leaf that has no place in the sequence yet. */
@Entity('pending_leaf')
export class PendingLeafRow {
  @PrimaryColumn({ type: 'timestamptz' }) recorded_at!: Date;
  @PrimaryColumn({ type: 'uuid' }) case_id!: string;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @Column({ type: 'bytea' }) leaf!: Buffer;
}

/** The case that an organisation's key opened. */
@Entity('opening_key')
export class OpeningKeyRow {
  @PrimaryColumn({ type: 'text' }) organisation!: string;
  @PrimaryColumn({ type: 'text' }) key!: string;
  @Column({ type: 'uuid' }) case_id!: string;
}

/** Mask and tag of a sealed identity field; erasure deletes them. A corrected or annulled one no longer matches. */
@Entity('personal')
@Index('personal_tag_idx', ['tag', 'case_id'])
@Index('personal_next_tag_idx', ['next_tag', 'case_id'], { where: 'next_tag IS NOT NULL' })
export class PersonalRow {
  @PrimaryColumn({ type: 'uuid' }) case_id!: string;
  @PrimaryColumn({ type: 'integer' }) version!: number;
  @PrimaryColumn({ type: 'text' }) path!: string;
  @Column({ type: 'text' }) kind!: string;
  @Column({ type: 'text' }) mask!: string;
  @Column({ type: 'bytea' }) tag!: Buffer;
  /** The name of the key under which `tag` was made. */
  @Column({ type: 'text', default: '' }) tag_key!: string;
  /** The same identity under the key to which a rotation leads. */
  @Column({ type: 'bytea', nullable: true }) next_tag!: Buffer | null;
  /** The version of the case that corrected or annulled it; null: it matches. */
  @Column({ type: 'integer', nullable: true }) retired_by!: number | null;
}

/** The wrapped key of a case; destroying it erases the case's personal data. */
@Entity('case_key')
export class CaseKeyRow {
  @PrimaryColumn({ type: 'uuid' }) case_id!: string;
  @Column({ type: 'bytea' }) wrapped!: Buffer;
}

/** Which of the keys that stand above the cases is in use, by name; the keys themselves are never in the database. */
@Entity('key_use')
export class KeyUseRow {
  /** `master` or `tag`. */
  @PrimaryColumn({ type: 'text' }) purpose!: string;
  @Column({ type: 'text' }) current!: string;
  /** The tag key to which a rotation leads. */
  @Column({ type: 'text', nullable: true }) next!: string | null;
}

/** Who carries a task that only one server may carry, with a fencing token. */
@Entity('lease')
export class LeaseRow {
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) holder!: string;
  @Column({ type: 'bigint' }) token!: string;
  @Column({ type: 'timestamptz' }) until!: Date;
}

/** A name with a version: who decides on what several cases say reads it, and is written only while it has not moved. */
@Entity('fence')
export class FenceRow {
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'bigint' }) version!: string;
}

/** A strike for which somebody may have to be called: written with its entry, so that none is ever missed. */
@Entity('alarm')
@Index('alarm_next_idx', ['next_at'])
export class AlarmRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'alarm_pkey' }) case_id!: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'alarm_pkey' }) version!: number;
  @Column({ type: 'integer' }) calls!: number;
  @Column({ type: 'integer' }) level!: number;
  @Column({ type: 'timestamptz' }) next_at!: Date;
}

/** The place of an entry among all entries. */
@Entity('sequence')
@Unique('sequence_entry_key', ['case_id', 'version'])
export class SequenceRow {
  @PrimaryColumn({ type: 'bigint' }) index!: string;
  @Column({ type: 'uuid' }) case_id!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'bytea' }) leaf!: Buffer;
}

/** A complete subtree of 256^level leaves, the index-th from the left. */
@Entity('tree_node')
export class TreeNodeRow {
  @PrimaryColumn({ type: 'smallint' }) level!: number;
  @PrimaryColumn({ type: 'bigint' }) index!: string;
  @Column({ type: 'bytea' }) hash!: Buffer;
}

/** The tree as it stands: one row. */
@Entity('tree_head')
@Check('tree_head_single', 'id')
export class TreeHeadRow {
  @PrimaryColumn({ type: 'boolean', default: true }) id!: boolean;
  @Column({ type: 'bigint' }) size!: string;
  @Column({ type: 'bytea', array: true }) peaks!: Buffer[];
}

/** A note that the signer has signed, the n-th of its memory; by `id` in the order in which they were published here. */
@Entity('checkpoint')
@Unique('checkpoint_note_key', ['origin', 'n'])
@Index('checkpoint_size_idx', ['origin', 'size'])
@Index('checkpoint_telling_idx', ['origin', 'n'], { where: 'telling' })
export class CheckpointRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' }) id!: string;
  @Column({ type: 'text' }) origin!: string;
  @Column({ type: 'bigint' }) n!: string;
  @Column({ type: 'bigint' }) size!: string;
  @Column({ type: 'bytea' }) root!: Buffer;
  @Column({ type: 'text' }) note!: string;
  /** The public keys that signed it. */
  @Column({ type: 'text', array: true }) keys!: string[];
  @Column({ type: 'boolean' }) telling!: boolean;
  @Column({ type: 'timestamptz' }) signed_at!: Date;
}

/** A witness's signature on a checkpoint. */
@Entity('cosignature')
export class CosignatureRow {
  @PrimaryColumn({ type: 'bigint' }) checkpoint!: string;
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) line!: string;
  @Column({ type: 'timestamptz' }) signed_at!: Date;
}

/** Every table of the engine. */
export const engineTables = [
  CaseFileRow,
  CasePartRow,
  CaseStationRow,
  DeadlineRow,
  LedgerEntryRow,
  PendingLeafRow,
  OpeningKeyRow,
  PersonalRow,
  CaseKeyRow,
  KeyUseRow,
  LeaseRow,
  FenceRow,
  AlarmRow,
  SequenceRow,
  TreeNodeRow,
  TreeHeadRow,
  CheckpointRow,
  CosignatureRow,
];
