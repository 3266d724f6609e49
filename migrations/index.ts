import type { MigrationInterface } from 'typeorm';
import { Access1700000000001 } from './0001-access.js';
import { Engine1700000000002 } from './0002-engine.js';
import { Duty1700000000010 } from './0010-duty.js';
import { People1700000000020 } from './0020-people.js';
import { RetiredTags1700000000030 } from './0030-retired-tags.js';
import { Evidence1700000000040 } from './0040-evidence.js';
import { Walls1700000000050 } from './0050-walls.js';
import { SignIn1700000000060 } from './0060-sign-in.js';
import { PersonalData1700000000070 } from './0070-personal-data.js';
import { AccessLog1700000000080 } from './0080-access-log.js';
import { Administration1700000000090 } from './0090-administration.js';
import { Limits1700000000100 } from './0100-limits.js';
import { Proof1700000000110 } from './0110-proof.js';

/** Every migration, oldest first; a released one is never edited. */
export const migrations: (new () => MigrationInterface)[] = [
  Access1700000000001,
  Engine1700000000002,
  Duty1700000000010,
  People1700000000020,
  RetiredTags1700000000030,
  Evidence1700000000040,
  Walls1700000000050,
  SignIn1700000000060,
  PersonalData1700000000070,
  AccessLog1700000000080,
  Administration1700000000090,
  Limits1700000000100,
  Proof1700000000110,
];
