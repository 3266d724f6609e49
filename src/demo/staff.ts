import type { Actor } from '../engine/definition/index.js';
import { type DemoAccount, demoAccounts } from './accounts.js';
import { type DemoOrganisation, demoOrganisations } from './organisations.js';

/** Those who work on the cases of the past, where the demo has nobody yet: every outlet, bank, station and bureau. */
export const demoStaff: readonly DemoAccount[] = demoOrganisations.flatMap(staffOf);

function staffOf(organisation: DemoOrganisation): DemoAccount[] {
  const { code, kind, zh, en } = organisation;
  const person = (duty: string, role: string, title: string): DemoAccount => ({
    name: `${duty}.${code}`,
    role,
    organisation: code,
    zh: `${zh}${title}`,
    en: `${en}, ${duty}`,
  });
  const wanted = {
    outlet: [person('teller', 'teller', '柜员')],
    bank: [person('desk', 'bankDesk', '总行')],
    station: [
      person('duty', 'stationDuty', '值班'),
      person('officer1', 'officer', '民警一'),
      person('officer2', 'officer', '民警二'),
    ],
    bureau:
      organisation.level === 'county'
        ? [person('keeper', 'custodian', '保管员'), person('head', 'approver', '审批人')]
        : [],
    center: [],
    organ: [],
  }[kind];
  const there = (role: string) => demoAccounts.filter((one) => one.organisation === code && one.role === role).length;
  return wanted.filter(
    (one, i) => there(one.role) <= wanted.slice(0, i).filter((other) => other.role === one.role).length,
  );
}

const everybody = [...demoAccounts, ...demoStaff];
const organisations = new Map(demoOrganisations.map((one) => [one.code, one]));

/** Everybody of an organisation in a role, as they act. Throws when the demo has nobody there. */
export function actorsOf(code: string, role: string): Actor[] {
  const actors = everybody
    .filter((one) => one.organisation === code && one.role === role)
    .map((one) => ({ account: one.name, role, org: organisationOf(code) }));
  if (actors.length === 0) throw new Error(`the demo has no ${role} at ${code}`);
  return actors;
}

function organisationOf(code: string): Actor['org'] {
  const found = organisations.get(code);
  if (!found) throw new Error(`the demo has no organisation ${code}`);
  const { kind, parent, district, level } = found;
  return {
    code,
    kind,
    ...(parent === null ? {} : { parent }),
    ...(district === null ? {} : { district }),
    ...(level === null ? {} : { level }),
  };
}
