import { type Actor, type Ask, defineEvent, type FactChanges, type Opening } from '../../../engine/definition/index.js';
import { catalogue } from '../../indicators/catalogue.js';
import { desk, duty } from '../../roles.js';
import { laterReasonGiven, oneHoldIn24h, withinHoldLimit } from '../../rules/hold.js';
import {
  accountOrCustomer,
  accountSumInFen,
  bankDelays,
  enoughIndicators,
  isAboutGold,
  isByPolice,
} from '../../rules/report.js';
import { startedFacts } from '../hold/started.js';
import { heldElsewhere } from '../payloads.js';
import { Report, reportExample } from './report.js';

/** The bank, or the police, reports: the case is opened, and with it the hold and the account while the money is in it. */
export const reported = defineEvent({
  type: 'lead.reported',
  title: { zh: '报告线索', en: 'Report a lead' },
  roles: [...desk, ...duty],
  payload: Report,
  example: reportExample,
  opens: 'always',
  rules: [
    accountOrCustomer,
    enoughIndicators,
    accountSumInFen,
    bankDelays,
    oneHoldIn24h,
    withinHoldLimit,
    laterReasonGiven,
  ],
  keeps: ['amount', 'customer', 'indicators', 'questions', 'riskNotice', 'bankReference', 'incidentNumber', 'override'],
  facts: reportFacts,
  opensAlso: ({ body, at, actor }) => partsReported(body, at, actor),
  // A drill neither sees the holds of real customers nor is seen by them.
  asks: (body) => (body.hold && body.exercise !== true ? heldElsewhere() : []),
});

function reportFacts({ body, at, actor }: Ask<Report>): FactChanges {
  return {
    subject: body.subject ?? 'withdrawal',
    suspectedRole: body.suspectedRole ?? 'unknown',
    catalogue: catalogue.version,
    byPolice: isByPolice(actor),
    exercise: body.exercise === true ? true : undefined,
    bank: bankOf(actor),
    outlet: actor.role === 'teller' ? actor.org.code : undefined,
    district: actor.org.district,
    reportedBy: actor.account,
    reportedAt: at,
    owner: actor.account,
    stations: [],
  };
}

function bankOf({ role, org }: Actor): string | undefined {
  if (role === 'bankDesk') return org.code;
  return role === 'teller' ? (org.parent ?? org.code) : undefined;
}

/** The hold and the account of a report, or of its supplement: while the money is in it, it is a part of its own. */
export function partsReported(
  { hold, account, amount, subject }: Partial<Report>,
  at: string,
  actor: Actor,
): Opening[] {
  const ofLead = account?.amount === undefined && !isAboutGold(subject ?? 'withdrawal');
  const sum = ofLead ? { amount, amountOfLead: true } : {};
  return [
    ...(hold ? [{ kind: 'hold', facts: startedFacts(hold, at, actor) }] : []),
    // Where nobody named the sum in the account it is a copy, and says so: a correction must reach both.
    ...(account ? [{ kind: 'account', facts: { ...account, ...sum } }] : []),
  ];
}
