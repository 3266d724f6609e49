import {
  Accounts,
  type Actor,
  type Ask,
  FreeText,
  Identity,
  isIn,
  isObject,
  type Json,
  OneOf,
  Plain,
  type Question,
  Whole,
} from '../../engine/definition/index.js';

import { ageIn } from '../parts/protection.js';
import { idsOf, isCustomer } from '../parts/standing.js';
import { police } from '../roles.js';

/** Bodies and parts of bodies that several events share. */

/** Nothing but the event itself. */
export class Nothing {}

/** Why. */
export class Reason {
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
}

/** Documents by which a person is identified. */
const idTypes = ['residentId', 'passport', 'hkMacaoPermit', 'taiwanPermit', 'foreignResidentId', 'other'];

/** A person at the counter. */
export class Customer {
  @Identity('name', { zh: '姓名', en: 'name' }) name!: string;
  @OneOf(idTypes, { zh: '证件类型', en: 'type of ID', optional: true }) idType?: string;
  @Identity('idNumber', { zh: '证件号码', en: 'ID number', optional: true }) idNumber?: string;
  @Identity('phone', { zh: '电话', en: 'phone', optional: true }) phone?: string;
}

/** A person of whom little may be known. */
export class Person {
  @Identity('name', { zh: '姓名', en: 'name', optional: true }) name?: string;
  @OneOf(idTypes, { zh: '证件类型', en: 'type of ID', optional: true }) idType?: string;
  @Identity('idNumber', { zh: '证件号码', en: 'ID number', optional: true }) idNumber?: string;
  @Identity('phone', { zh: '电话', en: 'phone', optional: true }) phone?: string;
  @FreeText({ zh: '特征', en: 'description', optional: true }) description?: string;
}

const threeAnswers = ['yes', 'no', 'unclear'];

/** The three questions (三必问): asked where an indicator fires. */
export class ThreeQuestions {
  @OneOf(threeAnswers, { zh: '是否认识收款人', en: 'knows the payee' }) knowsPayee!: string;
  @OneOf(threeAnswers, { zh: '用途是否清楚', en: 'the purpose is clear' }) purposeClear!: string;
  @OneOf(threeAnswers, { zh: '是否了解常见骗局', en: 'knows the current scams' }) knowsScams!: string;
}

/** A payment that the bank delays: how long, why, and whether the customer is told at once. */
export class Delay {
  @Whole({ zh: '分钟', en: 'minutes', min: 1, max: 30 }) minutes!: number;
  @FreeText({ zh: '理由', en: 'reason' }) reason!: string;
  @OneOf(['now', 'later'], { zh: '何时告知客户', en: 'when the customer is told' }) told!: string;
  @FreeText({ zh: '稍后告知的理由', en: 'why later', optional: true }) laterReason?: string;
}

/** Officers who take part. */
export class Officers {
  @Accounts({ zh: '民警', en: 'officers' }) officers!: string[];
}

/** The number of a decision. */
export class DecisionNumber {
  @Plain({ zh: '决定书文号', en: 'number of the decision' }) decisionNumber!: string;
}

/** Asks the house to which stations these officers belong. */
export function whoseOfficers(body: { officers: string[] }): Question[] {
  return [{ name: 'officers', about: body.officers }];
}

/** Asks the house whether this is a station, and on duty. */
export function whichStation(body: { station: string }): Question[] {
  return [{ name: 'station', about: body.station }];
}

/** Asks the house whether whoever acts has worked on the case as police, whatever was revised since. */
export function workedAsPolice(_: object, actor: Actor): Question[] {
  return [{ name: 'involved', about: { account: actor.account, roles: [...police] } }];
}

/** Asks the house whether whoever acts has recorded anything on the case at all, complaints apart. */
export function whetherInvolved(actor: Actor): Question {
  return { name: 'involved', about: { account: actor.account } };
}

/** By what a customer is known again in another case. */
const identities = ['customer.idNumber', 'account.number'];

/** Asks the house whether this customer or account was held in another case within 24 hours. */
export function heldElsewhere(): Question[] {
  return [{ name: 'heldElsewhere', about: identities }];
}

/** Asks the same of an identity that becomes known only now: the truth is recorded whatever the answer. */
export function heldAlready(): Question[] {
  return [{ name: 'heldAlready', about: identities }];
}

/** The holds that end because their customer turns out to have been held elsewhere (ATFL art. 18 and 32; local limit). */
export function holdsTooMany({ view, known }: Pick<Ask, 'view' | 'known'>): string[] {
  return known['heldAlready'] === true ? idsOf(view.of('hold').filter((hold) => isIn(hold, 'active'))) : [];
}

/** Asks the house how old the customer is by this number, if they are being questioned. */
export function ageAtCounter(idNumber: string | undefined): Question[] {
  return idNumber === undefined ? [] : [{ name: 'ageBand', about: { atCounter: idNumber } }];
}

/** The customer while they are questioned: what the counter now says of them may shorten or lengthen it. */
export function customerQuestioned({ view, known }: Pick<Ask, 'view' | 'known'>): string[] {
  if (ageIn(known) === undefined) return [];
  return idsOf(view.of('suspect').filter((suspect) => isCustomer(suspect) && isIn(suspect, 'questioning')));
}

/** The band of the customer by the number at the counter, for those who are told. */
export function ageToldAtCounter(known: Readonly<Record<string, Json>>): { ageAtCounter?: string } {
  const age = ageIn(known);
  return age === undefined ? {} : { ageAtCounter: age };
}

/** Asks the house what the official directory says of a police organ of this name. */
export function whichOrgan(body: { organ: string }): Question[] {
  return [{ name: 'organ', about: body.organ }];
}

/** The number at which that organ is called: the directory's, never one that somebody gives. */
export function organPhone(known: Readonly<Record<string, Json>>): { organPhone?: string } {
  const organ = known['organ'];
  const phone = isObject(organ) ? organ['phone'] : undefined;
  return typeof phone === 'string' ? { organPhone: phone } : {};
}
