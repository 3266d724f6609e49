import type { Actor, Json } from '../engine/definition/index.js';
import type { Intent } from '../engine/work.js';

const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };

/** What the server itself records; only events that name the role `system` take it. */
export function bySystem(type: string, raw: Json): Intent {
  return {
    type,
    raw,
    acting: (roles) => (roles.includes('system') ? system : undefined),
    scope: null,
    mayRecord: () => true,
  };
}
