import { defineEvent, type EventDefinition } from '../../../engine/definition/index.js';
import { officer } from '../../roles.js';
import { noReturnUnderWay } from '../../rules/property.js';
import { Reason } from '../payloads.js';
import type { Thing } from './thing.js';

/** It does not belong to the case and goes back within three days (CPR art. 233). */
export function unrelated({ kind }: Thing): EventDefinition {
  return defineEvent({
    type: `${kind}.unrelated`,
    title: { zh: '与案件无关', en: 'Not related to the case' },
    roles: officer,
    payload: Reason,
    example: { reason: '经查为本人合法收入' },
    rules: [noReturnUnderWay],
    facts: ({ body }) => ({ unrelatedReason: body.reason }),
  });
}
