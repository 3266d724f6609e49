import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { type CaseDefinition, type CaseFile, isObject } from '../engine/definition/index.js';
import { type Entry, parseEntry } from '../engine/ledger/entry.js';
import { giveLease, takeLease } from '../engine/store/take-lease.js';
import type { Submit } from '../engine/submit.js';
import type { Intent, Outcome } from '../engine/work.js';
import { minutesToNext, topLevel } from '../lead/escalation.js';
import { plusMinutes } from '../lead/time.js';
import { type DueAlarm, dueAlarms, endAlarm, postponeAlarm } from './due-alarms.js';
import { keepCall } from './keep-call.js';
import type { Call, Channel } from './notifier.js';

const leaseSeconds = 10;
const page = 100;
const afterFailureSeconds = 60;

/** What the alarms need of the process. */
export interface AlarmsOptions {
  /** By which channel people are told; drills always go to the log. */
  readonly channel: Channel;
  definition(fullName: string): CaseDefinition;
  report(error: unknown): void;
  readonly clock?: (() => string) | undefined;
}

/**
 * Strikes → calls. Every strike left a row beside its entry; each call is an entry by `system` under a key of its own, so
 * that two servers, or one that was killed half-way, make it once. One server at a time (a leased row) goes round.
 */
export class Alarms {
  private readonly holder = randomUUID();

  constructor(
    private readonly ds: DataSource,
    private readonly submit: Submit,
    private readonly options: AlarmsOptions,
  ) {}

  /** Makes every call that is due now, if this server holds the lease. Returns their number. */
  async raiseAll(): Promise<number> {
    let raised = 0;
    while (await takeLease(this.ds, 'alarms', this.holder, leaseSeconds)) {
      const due = await dueAlarms(this.ds, this.now, page);
      const calls = await Promise.all(
        due.map((alarm) => this.raise(alarm).catch((error) => this.failed(alarm, error))),
      );
      raised += calls.filter((called) => called).length;
      if (due.length < page) break;
    }
    return raised;
  }

  async giveUp(): Promise<void> {
    await giveLease(this.ds, 'alarms', this.holder).catch(() => {});
  }

  private get now(): string | null {
    return this.options.clock?.() ?? null;
  }

  /** True when somebody was to be called. */
  private async raise(alarm: DueAlarm): Promise<boolean> {
    const strike = parseEntry(alarm.entry);
    const definition = this.options.definition(strike.definition);
    const event = `${definition.root}.alarmRaised`;
    const clock = String(strike.body['clock']);
    const alarms = definition.clocks.get(clock)?.alarms ?? [];
    if (alarms.length === 0 || !definition.events.has(event)) return this.over(alarm);
    const call = alarm.calls + 1;
    const of = strike.part ?? '';
    const outcome = await this.submit.record(alarm.case_id, null, {
      intent: bySystem(event, {
        of,
        clock,
        dueAt: strike.at,
        struckAt: strike.recordedAt,
        call,
        from: Math.min(alarm.level + 1, topLevel),
        ended: endedByItself(strike, of, clock),
      }),
      sender: 'system',
      key: `alarm:${alarm.version}:${call}`,
      dryRun: false,
    });
    return this.follow(alarm, strike, definition, call, outcome);
  }

  private async follow(
    alarm: DueAlarm,
    strike: Entry,
    definition: CaseDefinition,
    call: number,
    outcome: Outcome,
  ): Promise<boolean> {
    // Answered, or the state was left: the rules of the event say so.
    if (outcome.kind === 'refused') return this.over(alarm);
    if (outcome.kind !== 'recorded') throw new Error(`an alarm was not recorded: ${outcome.kind}`);
    const { entry, file } = outcome;
    const { level, recipients } = answerIn(entry);
    const clock = definition.clocks.get(String(strike.body['clock']));
    const ran = file.clocks.find((one) => one.part === strike.part && one.name === clock?.name);
    const minutes = minutesToNext(clock, { from: ran?.at ?? strike.at, to: strike.at }, call, file.settings);
    await keepCall(this.ds, {
      alarm,
      version: entry.version,
      call,
      level,
      recipients,
      channel: isExercise(file) ? 'log' : this.options.channel,
      message: messageOf(alarm, strike, entry, file, definition),
      nextAt: entry.body['ended'] === true ? null : plusMinutes(entry.recordedAt, minutes),
    });
    return true;
  }

  private async over(alarm: DueAlarm): Promise<boolean> {
    await endAlarm(this.ds, alarm, this.now);
    return false;
  }

  private async failed(alarm: DueAlarm, error: unknown): Promise<boolean> {
    this.options.report(error);
    await postponeAlarm(this.ds, alarm, this.now, afterFailureSeconds).catch(this.options.report);
    return false;
  }
}

/** The strike itself left the state (a hold that expires): people are told once, and nothing stays overdue. */
function endedByItself({ effects }: Entry, of: string, clock: string): boolean {
  return effects.disarmed.some((one) => one.part === of && one.clock === clock);
}

function answerIn({ known }: Entry): { level: number; recipients: string[] } {
  const answer = known['onCall'];
  if (!isObject(answer)) return { level: 1, recipients: [] };
  const { level, recipients } = answer;
  return {
    level: typeof level === 'number' ? level : 1,
    recipients: Array.isArray(recipients) ? recipients.filter((one) => typeof one === 'string') : [],
  };
}

function isExercise(file: CaseFile): boolean {
  return file.parts[0]?.facts['exercise'] === true;
}

function messageOf(alarm: DueAlarm, strike: Entry, entry: Entry, file: CaseFile, definition: CaseDefinition): Call {
  const clock = String(strike.body['clock']);
  const { where_code: code, where_zh: zh, where_en: en } = alarm;
  return {
    number: definition.calledBy?.(file) ?? alarm.number,
    clock,
    what: definition.clocks.get(clock)?.title ?? { zh: clock, en: clock },
    minutes: Math.max(0, Math.floor((Date.parse(entry.recordedAt) - Date.parse(strike.at)) / 60_000)),
    where: code === null ? null : { code, zh: zh ?? code, en: en ?? code },
    dueAt: strike.at,
    raisedAt: entry.recordedAt,
    exercise: isExercise(file),
  };
}

function bySystem(type: string, raw: object): Intent {
  const org = { code: 'system', kind: 'system' };
  return {
    type,
    raw,
    acting: (roles) => (roles.includes('system') ? { account: 'system', role: 'system', org } : undefined),
    scope: null,
    mayRecord: () => true,
  };
}
