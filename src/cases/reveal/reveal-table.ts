import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many identities an account has revealed in the present hour and day. */
@Entity('reveal_count')
export class RevealCountRow {
  @PrimaryColumn({ type: 'text' }) account!: string;
  @Column({ type: 'timestamptz' }) hour!: Date;
  @Column({ type: 'integer' }) in_hour!: number;
  @Column({ type: 'timestamptz' }) day!: Date;
  @Column({ type: 'integer' }) in_day!: number;
}
