import type { Schema } from '../engine/definition/index.js';

const text: Schema = { type: 'string' };
const nullableText: Schema = { type: ['string', 'null'] };
const texts: Schema = { type: 'array', items: text };
const count: Schema = { type: 'integer', minimum: 0 };

/** An organisation as administrators see it; `stations` of an outlet, the one sent first in front. */
export const organisationSchema: Schema = {
  type: 'object',
  properties: {
    code: text,
    kind: text,
    parent: nullableText,
    zh: text,
    en: text,
    district: nullableText,
    level: nullableText,
    phone: nullableText,
    accounts: count,
    stations: texts,
  },
  required: ['code', 'kind', 'parent', 'zh', 'en', 'district', 'level', 'phone', 'accounts'],
};

/** An account as administrators see it. */
export const accountSchema: Schema = {
  type: 'object',
  properties: {
    account: text,
    zh: text,
    en: text,
    organisation: text,
    roles: texts,
    level: nullableText,
    active: { type: 'boolean' },
    createdAt: { type: 'string', format: 'date-time' },
    disabledAt: { type: ['string', 'null'], format: 'date-time' },
    sessions: count,
    answersFor: { type: 'object', properties: { leads: count }, required: ['leads'] },
  },
  required: ['account', 'zh', 'en', 'organisation', 'roles', 'level', 'active', 'createdAt', 'disabledAt', 'sessions'],
};

/** A page of these. */
export function pageSchema(items: Schema): Schema {
  return {
    type: 'object',
    properties: { items: { type: 'array', items }, next: nullableText },
    required: ['items', 'next'],
  };
}
