import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A file in the store, and what the server found out about it while it came. Erasure deletes row and file. */
@Entity('blob')
@Index('blob_case_idx', ['case_id'])
@Index('blob_unclaimed_idx', ['stored_at'], { where: 'version IS NULL' })
@Index('blob_unscanned_idx', ['stored_at'], { where: 'scanned_at IS NULL' })
export class BlobRow {
  /** SHA-256 of the stored, sealed bytes, hex. */
  @PrimaryColumn({ type: 'text' }) address!: string;
  @Column({ type: 'uuid' }) case_id!: string;
  /** SHA-256 of the content, hex. */
  @Column({ type: 'text' }) sha256!: string;
  @Column({ type: 'bigint' }) size!: string;
  @Column({ type: 'text' }) type!: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) stored_at!: Date;
  /** The entry that recorded it; null: none is known of. */
  @Column({ type: 'integer', nullable: true }) version!: number | null;
  @Column({ type: 'timestamptz', nullable: true }) scanned_at!: Date | null;
}
