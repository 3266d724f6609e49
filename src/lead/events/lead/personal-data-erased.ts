import { defineEvent } from '../../../engine/definition/index.js';
import { idsOf, openParts } from '../../parts/standing.js';
import { system } from '../../roles.js';
import { keptLongEnough, noLegalHold, nothingToBeHeard } from '../../rules/erasure.js';
import { Nothing } from '../payloads.js';

/**
 * What is known about a cleared customer, or in a case that two persons gave up, is erased: with this entry the case's key is destroyed, and its masks and tags
 * are deleted. The history stays, verifies and replays; its personal fields can be read by nobody.
 */
export const personalDataErased = defineEvent({
  type: 'lead.personalDataErased',
  title: { zh: '删除个人信息', en: 'Personal data erased' },
  roles: system,
  payload: Nothing,
  example: {},
  rules: [keptLongEnough, nothingToBeHeard, noLegalHold],
  facts: ({ at }) => ({ erasedAt: at }),
  // Under the key that is destroyed with this entry nobody opens a file any more.
  tells: ({ view }) => idsOf(openParts(view, 'evidence')),
});
