import {
  Amount,
  Fen,
  Flag,
  Identity,
  Inner,
  OneOf,
  OrganisationCode,
  Plain,
  SomeOf,
} from '../../../engine/definition/index.js';
import { indicatorCodes } from '../../indicators/catalogue.js';
import { Customer, Delay, Reason, ThreeQuestions } from '../payloads.js';

/** What a lead is about. */
export const subjects = ['withdrawal', 'transfer', 'goldPurchase', 'goldSale', 'parcel'];

/** What the customer is taken for at first. Nobody is a suspect yet: 待核实人员. */
export const suspectedRoles = ['suspect', 'victim', 'unknown'];

/** The account the money is in. */
export class ReportedAccount {
  @Identity('bankAccount', { zh: '账号', en: 'account number' }) number!: string;
  @OrganisationCode({ zh: '开户行', en: 'bank that keeps the account' }) bank!: string;
  @Identity('name', { zh: '户名', en: 'account holder', optional: true }) holder?: string;
  @Fen({ zh: '账户内涉及金额；不填同线索金额', en: 'sum in question; if left out, that of the lead', optional: true })
  amount?: string;
}

/** The printed risk notice the customer was given. */
export class RiskNotice {
  @Plain({ zh: '版本', en: 'version' }) version!: string;
  @Flag({ zh: '已签字', en: 'signed' }) signed!: boolean;
}

/** The bank's report, or that of the police. Required are the amount, the indicators, and account or customer. */
export class Report {
  @OneOf(subjects, { zh: '事项', en: 'subject', optional: true }) subject?: string;
  @OneOf(suspectedRoles, { zh: '初步判断', en: 'first impression', optional: true }) suspectedRole?: string;
  @Amount({ zh: '金额', en: 'amount' }) amount!: string;
  @Inner(() => ReportedAccount, { zh: '账户', en: 'account', optional: true }) account?: ReportedAccount;
  @Inner(() => Customer, { zh: '待核实人员', en: 'person to be verified', optional: true }) customer?: Customer;
  @SomeOf(indicatorCodes, { zh: '可疑特征', en: 'indicators' }) indicators!: string[];
  @Inner(() => ThreeQuestions, { zh: '三必问', en: 'the three questions', optional: true }) questions?: ThreeQuestions;
  @Inner(() => RiskNotice, { zh: '风险告知书', en: 'risk notice', optional: true }) riskNotice?: RiskNotice;
  @Inner(() => Delay, { zh: '延迟支付', en: 'the payment is delayed', optional: true }) hold?: Delay;
  @Plain({ zh: '银行流水号', en: "bank's reference", optional: true }) bankReference?: string;
  @Plain({ zh: '警情编号', en: 'incident number', optional: true }) incidentNumber?: string;
  @Inner(() => Reason, { zh: '特征不足仍上报的理由', en: 'why reported on fewer indicators', optional: true })
  override?: Reason;
  @Flag({ zh: '演练', en: 'this is a drill', optional: true }) exercise?: boolean;
}

/** A report as a teller of Xiufeng would make it. */
export const reportExample: Report = {
  subject: 'withdrawal',
  suspectedRole: 'suspect',
  amount: '20000000',
  account: { number: '6217000099990001234', bank: 'bank-a', holder: '张某' },
  customer: { name: '张某', idType: 'residentId', idNumber: '990101199001011237', phone: '19900000001' },
  indicators: ['RAPID_IN_OUT', 'OUT_OF_PROVINCE_MULTI_SOURCE', 'SCRIPTED_REMOTE_DIRECTED'],
  questions: { knowsPayee: 'no', purposeClear: 'no', knowsScams: 'yes' },
  riskNotice: { version: '2024-11', signed: false },
  hold: { minutes: 20, reason: '资金快进快出，正在核实', told: 'now' },
};
