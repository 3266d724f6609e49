import { defineEvent, type EventDefinition, type PayloadClass, type Sentence } from '../engine/definition/index.js';
import { type Act, eventOf } from './acts.js';
import { textKeptLongEnough } from './keeping.js';
import { AtCase, Ended, Exported, Nothing, Opened, Somewhere } from './payloads.js';

/** Everybody who can look at something; the entry names the first of these roles that the account has. */
const anybody = [
  'auditor',
  'centerLead',
  'dutyOfficer',
  'approver',
  'custodian',
  'stationDuty',
  'officer',
  'bankDesk',
  'teller',
  'securityAdmin',
  'systemAdmin',
];

const exampleCase = '0192f3a0-0000-7000-8000-000000000001';

/** An act stands beside the state of the log and keeps no fact: the log is as small at its last entry as at its first. */
function access<B extends { case?: string }>(
  act: Act,
  title: Sentence,
  payload: PayloadClass<B>,
  example: NoInfer<B>,
): EventDefinition {
  return defineEvent<B>({
    type: eventOf(act),
    title,
    roles: anybody,
    payload,
    example,
    effect: 'accompanies',
    about: (body) => body.case,
  });
}

const list: readonly EventDefinition[] = [
  defineEvent({
    type: 'log.opened',
    title: { zh: '启用当月查阅记录', en: 'Log of a month opened' },
    roles: anybody,
    payload: Opened,
    example: { month: '2026-11' },
    opens: 'always',
    keeps: ['month'],
  }),
  access('read', { zh: '查阅案件', en: 'Read a case' }, AtCase, { case: exampleCase, query: '/audit/leads' }),
  access('searched', { zh: '检索', en: 'Searched' }, Somewhere, { query: '/audit/leads?station=xiufeng' }),
  access('revealed', { zh: '查看身份信息', en: 'Revealed an identity' }, AtCase, {
    case: exampleCase,
    field: 'facts.name',
    reason: '核对投诉人身份',
  }),
  access('exported', { zh: '导出', en: 'Exported' }, Exported, { case: exampleCase, casePart: 'return-1' }),
  access('handedOut', { zh: '取阅材料', en: 'Took a file' }, AtCase, { case: exampleCase, casePart: 'evidence-1' }),
  defineEvent({
    type: 'log.handedOutEnded',
    title: { zh: '材料交付结束', en: 'Handing out of a file ended' },
    roles: anybody,
    payload: Ended,
    example: { case: exampleCase, entry: 2, outcome: 'whole' },
    effect: 'accompanies',
  }),
  defineEvent({
    type: 'log.textErased',
    title: { zh: '删除查阅理由与检索词', en: 'Reasons and search words erased' },
    roles: ['system'],
    payload: Nothing,
    example: {},
    rules: [textKeptLongEnough],
    facts: ({ at }) => ({ erasedAt: at }),
  }),
];

/** Every event of an access log by its type. */
export const events: ReadonlyMap<string, EventDefinition> = new Map(list.map((event) => [event.type, event]));
