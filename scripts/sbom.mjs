// npm run sbom [file]: what the product is made of, as CycloneDX (sbom.cdx.json), from the lock file: the packages that run in
// production, with their versions, licences and hashes.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { ROOT } from './setup.mjs';

const read = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const { name, version } = read('package.json');
const file = resolve(process.argv[2] ?? join(ROOT, 'sbom.cdx.json'));

// npm belongs to the machine's own Node, not to the one inside node_modules.
const path = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.startsWith(join(ROOT, 'node_modules')))
  .join(delimiter);
const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
const npm = spawnSync('npm', args, {
  cwd: ROOT,
  env: { ...process.env, PATH: path },
  encoding: 'utf8',
  maxBuffer: 1 << 26,
});
if (npm.status !== 0) {
  process.stderr.write(`lanjie: npm sbom failed; npm 10 or newer is needed. ${npm.error?.message ?? npm.stderr}\n`);
  process.exit(1);
}
const bom = JSON.parse(npm.stdout);
const left = leaveOutDevelopment(bom);
// npm takes the name from the folder.
bom.metadata.component.name = name;
writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
process.stdout.write(`${file}: ${left} packages of ${name} ${version}\n`);

// Asked to do so itself, npm also leaves out what production needs and development names.
function leaveOutDevelopment(bom) {
  const running = new Set(
    Object.entries(read('package-lock.json').packages)
      .filter(([path, locked]) => path !== '' && !locked.dev)
      .map(([path, locked]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${locked.version}`),
  );
  bom.components = bom.components.filter((one) => running.has(`${one.name}@${one.version}`));
  const refs = new Set([bom.metadata.component['bom-ref'], ...bom.components.map((one) => one['bom-ref'])]);
  bom.dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map((one) => ({ ...one, dependsOn: (one.dependsOn ?? []).filter((ref) => refs.has(ref)) }));
  return bom.components.length;
}
