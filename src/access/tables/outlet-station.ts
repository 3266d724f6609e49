import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Organisation } from './organisation.js';

/** A station covers an outlet; one station is the first to be sent there. */
@Entity('outlet_station')
@Index('outlet_station_first_idx', ['outlet'], { unique: true, where: 'first' })
export class OutletStation {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'outlet_station_pkey' })
  @ForeignKey(() => Organisation, { name: 'outlet_station_outlet_fkey' })
  outlet!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'outlet_station_pkey' })
  @ForeignKey(() => Organisation, { name: 'outlet_station_station_fkey' })
  @Index('outlet_station_station_idx')
  station!: string;

  @Column('boolean', { default: true })
  first!: boolean;
}
