// wrk and pgbench: found, or installed from Debian's packages where that is allowed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

// In Debian pgbench comes with the server's own package of the newest version it carries.
const PACKAGES = { wrk: ['wrk'], pgbench: ['postgresql-contrib'] };

/** Where wrk and pgbench are: `{wrk, pgbench}`. Installs what is missing if it may; throws, naming it, if it may not. */
export function tools(say) {
  const missing = () => Object.keys(PACKAGES).filter((name) => !find(name));
  if (missing().length > 0) install(missing(), say);
  const still = missing();
  if (still.length > 0) {
    const packages = still.flatMap((name) => PACKAGES[name]).join(' ');
    throw new Error(`${still.join(' and ')} missing: install them (on Debian: apt-get install ${packages})`);
  }
  return { wrk: find('wrk'), pgbench: find('pgbench') };
}

function install(names, say) {
  if (process.getuid?.() !== 0 || !find('apt-get')) return;
  const packages = names.flatMap((name) => PACKAGES[name]);
  say(`Installing ${packages.join(' and ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (...args) => spawnSync('apt-get', ['-q', ...args], { env, stdio: 'ignore' }).status === 0;
  if (!aptGet('update') || !aptGet('install', '-y', '--no-install-recommends', ...packages))
    say('apt-get could not install them.');
}

function find(name) {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...versions.map((one) => join(DEBIAN, one, 'bin'))];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
