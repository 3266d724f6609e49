import { type Json, Plain, type Schema } from '../engine/definition/index.js';
import type { Stored } from './handover-store.js';

/** Body of a new handover: the leaving person is whoever sends it. */
export class HandoverBody {
  @Plain({ zh: '接班人账号', en: 'account of the arriving person', max: 64 }) arriving!: string;
}

/** Body of a signature. */
export class SignatureBody {
  @Plain({ zh: '所阅交接单的哈希', en: 'SHA-256 of the document that was read, hex', max: 64 }) hash!: string;
}

const text: Schema = { type: 'string' };
const moment: Schema = { type: 'string', format: 'date-time' };
const nullableMoment: Schema = { type: ['string', 'null'], format: 'date-time' };

/** What a handover reads like. */
export const handoverSchema: Schema = {
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid' },
    organisation: text,
    leaving: text,
    arriving: text,
    drawnUpAt: moment,
    hash: { ...text, pattern: '^[0-9a-f]{64}$' },
    leavingSignedAt: nullableMoment,
    arrivingSignedAt: nullableMoment,
    movedAt: nullableMoment,
    document: { type: 'object' },
    text,
  },
  required: ['id', 'organisation', 'leaving', 'arriving', 'drawnUpAt', 'hash'],
};

/** A handover without its document, for lists. */
export function handoverHead(stored: Stored): { readonly [key: string]: Json } {
  return {
    id: stored.id,
    organisation: stored.organisation,
    leaving: stored.leaving,
    arriving: stored.arriving,
    drawnUpAt: stored.drawn_up_at.toISOString(),
    hash: stored.hash,
    leavingSignedAt: stored.leaving_signed_at?.toISOString() ?? null,
    arrivingSignedAt: stored.arriving_signed_at?.toISOString() ?? null,
    movedAt: stored.moved_at?.toISOString() ?? null,
  };
}

/** The whole of it: `text` is what was hashed, `document` the same to read. */
export function handoverView(stored: Stored): { readonly [key: string]: Json } {
  const document: Json = JSON.parse(stored.document);
  return { ...handoverHead(stored), document, text: stored.document };
}
