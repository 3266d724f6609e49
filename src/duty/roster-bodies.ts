import { Instant, List, Plain, type Schema, Whole } from '../engine/definition/index.js';

/** One shift of a roster that is set. */
export class Shift {
  @Plain({ zh: '账号', en: 'account', max: 64 }) account!: string;
  @Whole({ zh: '层级：1 值班，2 带班，3 上一级', en: 'level: 1 duty, 2 lead, 3 next above', min: 1, max: 3 })
  level!: number;
  @Instant({ zh: '自', en: 'from' }) from!: string;
  @Instant({ zh: '至', en: 'to' }) to!: string;
}

/** The roster from-to: what stood there before is withdrawn. */
export class RosterBody {
  @Instant({ zh: '自', en: 'from' }) from!: string;
  @Instant({ zh: '至', en: 'to' }) to!: string;
  @List(() => Shift, { zh: '班次', en: 'shifts', min: 0, max: 500 }) shifts!: Shift[];
}

/** Which stretch of the roster is read; a week from now on unless it is said. */
export class RosterQuery {
  @Instant({ zh: '自', en: 'from', optional: true }) from?: string;
  @Instant({ zh: '至', en: 'to', optional: true }) to?: string;
}

const text: Schema = { type: 'string' };
const moment: Schema = { type: 'string', format: 'date-time' };
const shift: Schema = {
  type: 'object',
  properties: { account: text, level: { type: 'integer' }, from: moment, to: moment },
  required: ['account', 'level', 'from', 'to'],
};
const stretch: Schema = { type: 'object', properties: { from: moment, to: moment }, required: ['from', 'to'] };

/** What a roster reads like. */
export const rosterSchema: Schema = {
  type: 'object',
  properties: {
    organisation: text,
    rostered: { type: 'boolean' },
    from: moment,
    to: moment,
    shifts: { type: 'array', items: shift },
    gaps: { type: 'array', items: stretch },
    onDuty: { type: 'array', items: shift },
    warnings: {
      type: 'array',
      items: { type: 'object', properties: { code: text, sentence: text }, required: ['code', 'sentence'] },
    },
  },
  required: ['organisation', 'rostered', 'from', 'to', 'shifts', 'gaps', 'onDuty', 'warnings'],
};
