import type { Walls } from '../ground/house.js';

/** Where a wall stands in the program. */
interface Guard {
  /** Of which wall it is part: taken away, the other cannot hide what is missing here. */
  readonly behind: readonly Walls[];
  /** The functions, methods and constants whose lines decide who sees and does what; none named: all of the file. */
  readonly names: readonly string[];
}

const first = (...names: string[]): Guard => ({ behind: ['rowsOff'], names });
const second = (...names: string[]): Guard => ({ behind: ['policyOff'], names });
const both = (...names: string[]): Guard => ({ behind: ['rowsOff', 'policyOff'], names });

/** Files under src/ by their names. */
export const guards: Readonly<Record<string, Guard>> = {
  'access/policy': first(),
  'access/scope-filter': first(),
  'access/guard': first('admit', 'identify'),
  'access/principal': first('actorFor', 'rolesOfArea'),
  'access/opened-cases': first('with'),
  'access/reveal-policy': first(),
  'access/reading': second('beginning'),
  'engine/admitted': second(),
  'access/seen': both(),
  'engine/work': both('settledBeforehand', 'isSeen', 'concerned', 'momentOf'),
  'cases/cases': both('record', 'inWhichRole', 'lookFurther', 'whole', 'fileAsOf', 'intent', 'admittedOf', 'asNow'),
  'cases/acting': both('rolesHere', 'acting', 'actionsInSight', 'inEachRole'),
  'cases/file-view': both('isPolice'),
  'cases/history-view': both('isTheirs', 'effectsInSight'),
  'cases/reply': both('shownOf', 'changes'),
  'cases/working/workings': both('page', 'isKeptBy'),
  'cases/slips/slips': both('partsWithSlip'),
  'cases/break-glass/break-glass': both('load', 'concerned', 'concerns'),
  'cases/reveal/reveals': both('inEntry', 'allowed', 'shows', 'inPart', 'isKeptBy', 'isOf'),
  'evidence/handing-out': both('find'),
  'duty/at-place': both('atPlace'),
  'duty/handovers': both('find', 'signatureOf'),
};
