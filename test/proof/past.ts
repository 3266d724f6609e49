import { accessCase } from '../../src/access-log/access.case.js';
import { acts, eventOf } from '../../src/access-log/acts.js';
import { accessLogSettings, monthOf } from '../../src/access-log/keeping.js';
import { administrationCase } from '../../src/administration/office/administration.case.js';
import type { Actor, CaseDefinition, Command, Settings } from '../../src/engine/definition/index.js';
import { leadCase } from '../../src/lead/lead.case.js';
import { defaultSettings } from '../../src/lead/settings.js';
import { standing } from '../administration/model.js';
import type { Chance } from '../lead/walk/chance.js';
import { Walk } from '../lead/walk/walk.js';

/** What once happened to a case: the commands that were accepted, in order. */
export interface Past {
  readonly definition: CaseDefinition;
  readonly settings: Settings;
  readonly commands: readonly Command[];
}

/** When everything in these pasts begins. */
export const beginning = Date.parse('2024-11-18T07:00:00.000Z');

const minute = 60_000;
const auditor: Actor = { account: 'auditor', role: 'auditor', org: { code: 'center', kind: 'center' } };
const system: Actor = { account: 'system', role: 'system', org: { code: 'system', kind: 'system' } };

/** Whole leads, from their report to long after their end, by random walks through lead@1. */
export function walkedLeads(seeds: readonly number[], commands = 150): Past[] {
  const leads: Past[] = [];
  for (const seed of seeds)
    new Walk(seed, commands, ({ log, file }) =>
      leads.push({ definition: leadCase, settings: file.settings ?? defaultSettings, commands: log }),
    ).run();
  return leads;
}

/** A month in which somebody looks at cases. */
export function accessesOf(chance: Chance, looks: number): Past {
  let now = beginning;
  const about = uuidAt(now, chance);
  const command = (type: string, body: Command['body']): Command => {
    const at = new Date(now).toISOString();
    now += chance.below(90) * minute;
    return { type, body, actor: auditor, at, recordedAt: at, known: {} };
  };
  const commands = [command('log.opened', { month: monthOf(new Date(now).toISOString()) })];
  while (commands.length < looks)
    commands.push(command(eventOf(chance.pick(acts) ?? 'read'), { case: about, query: '/audit/leads' }));
  return { definition: accessCase, settings: accessLogSettings, commands };
}

/** The administration as it opens. */
export function openedOffice(): Past {
  const at = new Date(beginning).toISOString();
  const command = { type: 'office.opened', body: {}, actor: system, at, recordedAt: at, known: { standing } };
  return { definition: administrationCase, settings: {}, commands: [command] };
}

const moments = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g;

/** The same past so many milliseconds later, moments in what was said included. */
export function later({ commands, ...past }: Past, milliseconds: number): Past {
  const text = JSON.stringify(commands);
  const shifted = text.replace(moments, (moment) => new Date(Date.parse(moment) + milliseconds).toISOString());
  return { ...past, commands: JSON.parse(shifted) };
}

/** A UUIDv7 of that moment. */
export function uuidAt(time: number, chance: Chance): string {
  const random = () => chance.below(65_536).toString(16).padStart(4, '0');
  const stamp = time.toString(16).padStart(12, '0');
  const variant = (0x8000 + chance.below(0x4000)).toString(16);
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${random().slice(1)}-${variant}-${random()}${random()}${random()}`;
}
