import { defineEvent, type EventDefinition } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { approverNotOfThisCase, seizureApproverLevel } from '../../rules/approval.js';
import { DecisionNumber, workedAsPolice } from '../payloads.js';
import type { Thing } from './thing.js';

/** A county-level head decides the seizure of what is worth much (CPR art. 228). */
export function seizureApproved({ kind, name }: Thing): EventDefinition {
  return defineEvent({
    type: `${kind}.seizureApproved`,
    title: { zh: `批准扣押${name.zh}`, en: `Approve the seizure of the ${name.en}` },
    roles: approver,
    payload: DecisionNumber,
    example: { decisionNumber: '桂秀公(刑)扣字〔2024〕001号' },
    rules: [seizureApproverLevel, approverNotOfThisCase],
    facts: ({ body, actor }) => ({ seizureDecision: body.decisionNumber, seizureApprovedBy: actor.account }),
    asks: workedAsPolice,
  });
}
