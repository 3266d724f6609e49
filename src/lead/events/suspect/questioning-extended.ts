import { defineEvent, Whole } from '../../../engine/definition/index.js';
import { approver } from '../../roles.js';
import { questioningApproverLevel } from '../../rules/approval.js';
import { extendedInTime, notProtected, stepByStep } from '../../rules/suspect.js';

class QuestioningExtension {
  @Whole({ zh: '延长至多少小时：24 或 48', en: 'hours in all: 24 or 48', min: 1, max: 48 }) hours!: number;
}

/** Questioning is extended step by step: 12, 24, 48 hours from arrival. */
export const questioningExtended = defineEvent({
  type: 'suspect.questioningExtended',
  title: { zh: '延长继续盘问', en: 'Extend the questioning' },
  roles: approver,
  payload: QuestioningExtension,
  example: { hours: 24 },
  rules: [questioningApproverLevel, notProtected, extendedInTime, stepByStep],
  keeps: ['hours'],
});
