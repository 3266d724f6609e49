import { defineEvent, FreeText, Inner, OneOf, Plain, SomeOf } from '../../../engine/definition/index.js';
import { textsIn } from '../../facts.js';
import { indicatorCodes } from '../../indicators/catalogue.js';
import { desk, police } from '../../roles.js';
import { supplementsNobodyCleared } from '../../rules/finding.js';
import { laterReasonGiven, oneHoldIn24h, withinHoldLimit } from '../../rules/hold.js';
import { accountSumInFen, bankDelays, onlyLeftOut, somethingSupplied, stillEnough } from '../../rules/report.js';
import {
  ageAtCounter,
  ageToldAtCounter,
  Customer,
  customerQuestioned,
  Delay,
  heldAlready,
  heldElsewhere,
  holdsTooMany,
  ThreeQuestions,
} from '../payloads.js';
import { ReportedAccount, RiskNotice, suspectedRoles } from './report.js';
import { partsReported } from './reported.js';

class Supplement {
  @OneOf(suspectedRoles, { zh: '初步判断', en: 'first impression', optional: true }) suspectedRole?: string;
  @Inner(() => ReportedAccount, { zh: '账户', en: 'account', optional: true }) account?: ReportedAccount;
  @Inner(() => Customer, { zh: '待核实人员', en: 'person to be verified', optional: true }) customer?: Customer;
  @SomeOf(indicatorCodes, { zh: '补充的可疑特征', en: 'further indicators', optional: true }) indicators?: string[];
  @Inner(() => ThreeQuestions, { zh: '三必问', en: 'the three questions', optional: true }) questions?: ThreeQuestions;
  @Inner(() => RiskNotice, { zh: '风险告知书', en: 'risk notice', optional: true }) riskNotice?: RiskNotice;
  @Inner(() => Delay, { zh: '延迟支付', en: 'the payment is delayed', optional: true }) hold?: Delay;
  @Plain({ zh: '银行流水号', en: "bank's reference", optional: true }) bankReference?: string;
  @Plain({ zh: '警情编号', en: 'incident number', optional: true }) incidentNumber?: string;
  @FreeText({ zh: '说明', en: 'note', optional: true }) note?: string;
}

/**
 * What was left out when the lead was reported in a hurry. As with the report itself, the account the money is in and
 * the delay of its payment are parts of their own.
 */
export const supplemented = defineEvent({
  type: 'lead.supplemented',
  title: { zh: '补充线索', en: 'Supplement the lead' },
  roles: [...desk, ...police],
  payload: Supplement,
  example: { questions: { knowsPayee: 'no', purposeClear: 'unclear', knowsScams: 'no' } },
  rules: [
    somethingSupplied,
    onlyLeftOut,
    stillEnough,
    accountSumInFen,
    bankDelays,
    supplementsNobodyCleared,
    oneHoldIn24h,
    withinHoldLimit,
    laterReasonGiven,
  ],
  keeps: ['suspectedRole', 'customer', 'questions', 'riskNotice', 'bankReference', 'incidentNumber'],
  facts: ({ view, body, known }) => ({
    ...(body.indicators ? { indicators: [...textsIn(view.root.facts, 'indicators'), ...body.indicators] } : {}),
    ...ageToldAtCounter(known),
  }),
  opensAlso: ({ view, body, at, actor }) => {
    const { subject, amount } = view.root.facts;
    return partsReported({ ...body, subject: String(subject), amount: String(amount) }, at, actor);
  },
  // Who it is stands on the record whatever it reveals; if they were held elsewhere today, they are let go here.
  tells: (ask) => [...holdsTooMany(ask), ...customerQuestioned(ask)],
  asks: ({ hold, customer, account }) => {
    const age = ageAtCounter(customer?.idNumber);
    if (hold) return [...heldElsewhere(), ...age];
    return [...(customer || account ? heldAlready() : []), ...age];
  },
});
