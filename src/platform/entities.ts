import type { EntitySchema } from 'typeorm';
import { accessEntities } from '../access/tables/index.js';
import { NotificationRow } from '../alarm/tables.js';
import { SlipRow } from '../cases/slips/slip-table.js';
import { HandoverRow } from '../duty/tables.js';
import { engineTables } from '../engine/store/tables.js';
import { BlobRow } from '../evidence/tables.js';

// biome-ignore lint/complexity/noBannedTypes: TypeORM names entity classes this way.
type Entity = Function | EntitySchema;

/** Every table TypeORM knows; the drift test compares them with what the migrations make. */
export const entities: Entity[] = [...accessEntities, ...engineTables, HandoverRow, NotificationRow, SlipRow, BlobRow];
