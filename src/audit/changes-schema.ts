import type { Schema } from '../engine/definition/index.js';

const text: Schema = { type: 'string' };
const nullableText: Schema = { type: ['string', 'null'] };
const moment: Schema = { type: 'string', format: 'date-time' };
const flag: Schema = { type: 'boolean' };

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

const state: Schema = { $ref: '#/components/schemas/State' };

/** What each entry of a case changed. */
export const changesSchema: Schema = object({
  items: list(
    object({
      version: { type: 'integer' },
      type: text,
      title: text,
      part: nullableText,
      at: moment,
      recordedAt: moment,
      late: flag,
      exercise: flag,
      actor: object({ account: text, role: text, organisation: text }),
      moved: list(object({ part: text, from: { anyOf: [state, { type: 'null' }] }, to: state })),
      opened: list(text),
      armed: list(object({ part: text, clock: text, dueAt: moment })),
      disarmed: list(object({ part: text, clock: text })),
      facts: {
        type: ['array', 'null'],
        items: object({ part: text, field: text, from: {}, to: {} }),
      },
      leaf: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      index: { type: ['integer', 'null'] },
      covered: flag,
    }),
  ),
  next: nullableText,
});
