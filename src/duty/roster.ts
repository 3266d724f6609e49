import { randomUUIDv7 } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Sentence } from '../engine/definition/index.js';
import { invalidFields } from '../platform/problem.js';
import { gapsIn, outside, type Stretch } from './gaps.js';
import type { RosterBody } from './roster-bodies.js';
import { faultsOf, type Listed } from './roster-faults.js';

/** A shift in force. */
export interface ShiftInForce extends Stretch {
  readonly account: string;
  readonly level: number;
}

/** A stretch of an organisation's roster. */
export interface RosterView {
  /** False: the organisation keeps none, and its `on_duty` and everybody's roles decide. */
  readonly rostered: boolean;
  readonly whole: Stretch;
  readonly shifts: readonly ShiftInForce[];
  /** When nobody is on duty at level 1. */
  readonly gaps: readonly Stretch[];
  readonly onDuty: readonly ShiftInForce[];
  readonly warnings: readonly { readonly code: string; readonly sentence: Sentence }[];
}

/** Roles whose people stand on the roster of a center, and of a station. */
export const rosterRoles = {
  center: ['dutyOfficer', 'centerLead'],
  station: ['stationDuty', 'officer'],
} as const;

const week = 7 * 24 * 3_600_000;

interface Row {
  account: string;
  level: number;
  from_at: Date;
  to_at: Date;
}

/** Who is on duty when. Shifts are never changed: they are withdrawn, and others set. */
export class Roster {
  constructor(
    private readonly ds: DataSource,
    private readonly clock?: () => string,
  ) {}

  /** The roster of an organisation, a week from now on unless a stretch is named. */
  async read(organisation: string, asked: { from?: string; to?: string } = {}): Promise<RosterView> {
    const now = await this.now(this.ds.manager);
    const from = asked.from === undefined ? now : Date.parse(asked.from);
    const to = asked.to === undefined ? from + week : Date.parse(asked.to);
    const view = await this.view(this.ds.manager, organisation, { from, to }, now);
    return view;
  }

  /**
   * Sets the roster of an organisation from-to, on behalf of an account. Shifts that reach beyond keep what lies outside.
   * Throws 400 naming every field that is wrong; a gap is no fault but a warning in the answer.
   */
  set(organisation: string, area: keyof typeof rosterRoles, by: string, body: RosterBody): Promise<RosterView> {
    return this.ds.transaction(async (manager) => {
      // Two who set at once go one after the other.
      await manager.query('select code from organisation where code = $1 for update', [organisation]);
      const now = await this.now(manager);
      const errors = faultsOf(body, now, await this.listed(manager, organisation, area));
      if (errors.length > 0) throw invalidFields(errors);
      const whole = { from: Date.parse(body.from), to: Date.parse(body.to) };
      const before = await this.inForce(manager, organisation, whole);
      await manager.query(
        `update duty_shift set withdrawn_by = $4, withdrawn_at = $5
         where organisation = $1 and withdrawn_at is null and from_at < $3 and to_at > $2`,
        [organisation, new Date(whole.from), new Date(whole.to), by, new Date(now)],
      );
      const kept = before.flatMap((shift) => outside(shift, whole).map((piece) => ({ ...shift, ...piece })));
      const set = body.shifts.map(({ account, level, from, to }) => ({
        account,
        level,
        from: Date.parse(from),
        to: Date.parse(to),
      }));
      for (const shift of [...kept, ...set]) await this.insert(manager, organisation, shift, by, now);
      return this.view(manager, organisation, whole, now);
    });
  }

  private async view(manager: EntityManager, organisation: string, whole: Stretch, now: number): Promise<RosterView> {
    const [{ kept } = { kept: false }]: { kept: boolean }[] = await manager.query(
      'select exists (select from duty_shift where organisation = $1 and withdrawn_at is null) as kept',
      [organisation],
    );
    const shifts = await this.inForce(manager, organisation, whole);
    const onDuty = await this.inForce(manager, organisation, { from: now, to: now + 1 });
    const gaps = kept
      ? gapsIn(
          whole,
          shifts.filter(({ level }) => level === 1),
        )
      : [];
    return { rostered: kept, whole, shifts, gaps, onDuty, warnings: gaps.length > 0 ? [nobodyOnDuty] : [] };
  }

  private async inForce(manager: EntityManager, organisation: string, { from, to }: Stretch): Promise<ShiftInForce[]> {
    const rows: Row[] = await manager.query(
      `select account, level, from_at, to_at from duty_shift
       where organisation = $1 and withdrawn_at is null and from_at < $3 and to_at > $2
       order by from_at, level, account`,
      [organisation, new Date(from), new Date(to)],
    );
    return rows.map(({ account, level, from_at, to_at }) => ({
      account,
      level,
      from: from_at.getTime(),
      to: to_at.getTime(),
    }));
  }

  private insert(manager: EntityManager, organisation: string, shift: ShiftInForce, by: string, now: number) {
    return manager.query(
      `insert into duty_shift (id, organisation, account, level, from_at, to_at, set_by, set_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        randomUUIDv7(),
        organisation,
        shift.account,
        shift.level,
        new Date(shift.from),
        new Date(shift.to),
        by,
        new Date(now),
      ],
    );
  }

  /** The people who may stand on this roster. */
  private async listed(manager: EntityManager, organisation: string, area: keyof typeof rosterRoles): Promise<Listed> {
    const rows: { name: string }[] = await manager.query(
      'select name from account where organisation = $1 and disabled_at is null and roles && $2::text[]',
      [organisation, rosterRoles[area]],
    );
    return new Set(rows.map(({ name }) => name));
  }

  private async now(manager: EntityManager): Promise<number> {
    if (this.clock) return Date.parse(this.clock());
    const [row]: { now: Date }[] = await manager.query('select clock_timestamp() as now');
    return row?.now.getTime() ?? Date.now();
  }
}

const nobodyOnDuty = {
  code: 'gaps',
  sentence: {
    zh: '值班表有空档：空档内本单位无人值班，告警将直接上报上一级',
    en: 'The roster has gaps: nobody is on duty then, and alarms go straight to the next level.',
  },
};
