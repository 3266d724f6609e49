import type { Directory } from '../access/directory.js';
import { type KeyProvider, keysIn, newCaseKey, type PersonalTrace, sealBody } from '../access/sealing/index.js';
import { isObject, type Json, type PayloadClass } from '../engine/definition/index.js';
import type { EnginePorts, SealedBody } from '../engine/ports.js';
import type { PersonalRow } from '../engine/store/write-decisions.js';
import { releasedDefinition, settingsFor } from './definitions.js';

/** What the engine is given of this house. `clock`: a given clock, for tests and virtual time. */
export function enginePorts(directory: Directory, keys: KeyProvider, clock?: () => string): EnginePorts {
  return {
    definition: releasedDefinition,
    settings: settingsFor,
    sealer: {
      create: (caseId, inUse) => {
        const key = newCaseKey();
        return { key, wrapped: keys.wrap(key, caseId, keysIn(inUse).master) };
      },
      unwrap: (wrapped, caseId) => keys.unwrap(wrapped, caseId),
      seal: (payload, body, caseKey, caseId, inUse) => {
        const { tags: names } = keysIn(inUse);
        return sealed(payload, body, {
          caseKey,
          caseId,
          tags: (kind, value) => names.map((name) => keys.tag(kind, value, name)),
        });
      },
    },
    answers: (asked) => directory.answer(asked),
    ...(clock ? { clock } : {}),
  };
}

function sealed(payload: PayloadClass, body: object, keys: Parameters<typeof sealBody>[2]): SealedBody {
  const json: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) json[name] = value;
  const done = sealBody(payload, json, keys);
  return { body: done.body, personal: done.personal.map(row) };
}

function row({ path, kind, mask, tags: [now, next] }: PersonalTrace): PersonalRow {
  if (!now) throw new Error('an identity is tagged under at least one key');
  return { path, kind, mask, tag: now.tag, tagKey: now.key, nextTag: next?.tag ?? null };
}

/** The body as it came, for its fingerprint: anything that is not an object is refused later, all alike. */
export function rawJson(raw: unknown): Json {
  return isObject(raw) ? raw : null;
}
