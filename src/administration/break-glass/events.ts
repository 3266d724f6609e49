import {
  defineEvent,
  type EventDefinition,
  Flag,
  FreeText,
  Instant,
  isObject,
  Plain,
  Whole,
} from '../../engine/definition/index.js';
import { system } from '../roles.js';
import { textKeptLongEnough } from './keeping.js';
import { clockOverdue, endsOwn, fewADay, leadThere, reviewedByAnother } from './rules.js';

/** Police who may have to see a case that is not theirs, at any hour. */
export const breakers = ['stationDuty', 'officer', 'custodian', 'approver'] as const;

/** What is said when a case is opened in an emergency. */
export class Opened {
  @Plain({ zh: '案件编号', en: 'number of the case', max: 40 }) number!: string;
  @FreeText({ zh: '紧急原因', en: 'why it cannot wait', max: 500 }) reason!: string;
}

class Nothing {}

class Reviewed {
  @Flag({ zh: '是否正当', en: 'whether it was justified' }) justified!: boolean;
  @FreeText({ zh: '审查意见', en: 'what was found' }) note!: string;
}

class Call {
  @Plain({ zh: '时限所属部分', en: 'the part on which the clock runs', max: 40 }) of!: string;
  @Plain({ zh: '时限', en: 'name of the clock', max: 40 }) clock!: string;
  @Instant({ zh: '到期时刻', en: 'when it was due' }) dueAt!: string;
  @Instant({ zh: '记为超期的时刻', en: 'when it struck' }) struckAt!: string;
  @Whole({ zh: '第几次通知', en: 'which call this is', min: 1, max: 9999 }) call!: number;
  @Whole({ zh: '从哪一级通知起', en: 'the level from which somebody is looked for', min: 1, max: 3 }) from!: number;
  @Flag({ zh: '到期时状态已自行结束', en: 'the strike itself ended the state' }) ended!: boolean;
}

/** Who is called: about the opening whoever is on duty at the center and the leading station, about the review its head. */
const levels: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  tellSecond: { 1: ['dutyOfficer', 'stationDuty'], 2: ['centerLead'], 3: ['centerLead'] },
  reviewBreakGlass: { 1: ['centerLead'], 2: ['centerLead'], 3: ['centerLead', 'approver'] },
};

const list: readonly EventDefinition[] = [
  defineEvent({
    type: 'breakGlass.opened',
    title: { zh: '紧急调阅', en: 'Open a case in an emergency' },
    roles: breakers,
    payload: Opened,
    example: { number: 'L20241118-7K3F-9Q2M', reason: '嫌疑人正在本辖区取款，主办派出所无人接听' },
    opens: 'always',
    rules: [leadThere, fewADay],
    keeps: ['number', 'reason'],
    facts: ({ known, actor, recordedAt }) => {
      const lead = isObject(known['lead']) ? known['lead'] : {};
      const { id, station, district } = lead;
      return {
        lead: id,
        ...(station == null ? {} : { station }),
        ...(district == null ? {} : { district }),
        by: actor.account,
        openedAt: recordedAt,
      };
    },
    asks: ({ number }, actor) => [
      { name: 'lead', about: number },
      { name: 'brokenToday', about: actor.account },
    ],
  }),
  defineEvent({
    type: 'breakGlass.ended',
    title: { zh: '提前结束紧急调阅', en: 'End it early' },
    roles: [...breakers, 'centerLead'],
    payload: Nothing,
    example: {},
    rules: [endsOwn],
    facts: ({ actor, recordedAt }) => ({ endedBy: actor.account, endedAt: recordedAt }),
  }),
  defineEvent({
    type: 'breakGlass.reviewed',
    title: { zh: '审查紧急调阅', en: 'Review it' },
    roles: ['centerLead'],
    payload: Reviewed,
    example: { justified: true, note: '情况属实，确需立即查阅' },
    rules: [reviewedByAnother],
    keeps: ['justified', 'note'],
    facts: ({ actor, recordedAt }) => ({ reviewedBy: actor.account, reviewedAt: recordedAt }),
  }),
  defineEvent({
    type: 'breakGlass.alarmRaised',
    title: { zh: '通知有关人员', en: 'Somebody is told' },
    roles: system,
    payload: Call,
    effect: 'accompanies',
    example: {
      of: 'breakGlass-1',
      clock: 'tellSecond',
      dueAt: '2024-11-18T07:02:00.000Z',
      struckAt: '2024-11-18T07:02:00.000Z',
      call: 1,
      from: 1,
      ended: true,
    },
    rules: [clockOverdue],
    asks: ({ of, from, clock }) => [
      { name: 'onCall', about: { of, from, levels: levels[clock] ?? {}, support: false } },
    ],
  }),
  defineEvent({
    type: 'breakGlass.textErased',
    title: { zh: '删除调阅原因与审查意见', en: 'Reason and review erased' },
    roles: system,
    payload: Nothing,
    example: {},
    // It is over, and stays so.
    effect: 'accompanies',
    rules: [textKeptLongEnough],
    facts: ({ at }) => ({ erasedAt: at }),
  }),
];

/** The events of an emergency reading by their type. */
export const events: ReadonlyMap<string, EventDefinition> = new Map(list.map((event) => [event.type, event]));
