// Runs verify.mjs as it stands, again and again in one process: a line of arguments in, a line of what came of it out.
// node --experimental-vm-modules drive.mjs <program>
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SourceTextModule, SyntheticModule } from 'node:vm';

const [, , program] = process.argv;
const source = readFileSync(program, 'utf8');
const builtins = new Map();
const say = process.stdout.write.bind(process.stdout);

for await (const line of createInterface({ input: process.stdin }))
  say(`${JSON.stringify(await run(JSON.parse(line)))}\n`);

async function run(words) {
  process.argv = [process.argv[0], program, ...words];
  process.exitCode = 0;
  let told = '';
  process.stdout.write = (text) => {
    told += text;
    return true;
  };
  try {
    const module = new SourceTextModule(source, { identifier: program });
    await module.link(builtin);
    await module.evaluate();
  } catch (error) {
    return { code: 70, told: String(error?.stack ?? error) };
  }
  const code = process.exitCode;
  process.exitCode = 0;
  return { code, told };
}

async function builtin(name) {
  if (!builtins.has(name)) {
    const found = await import(name);
    const names = Object.keys(found);
    builtins.set(
      name,
      new SyntheticModule(names, function give() {
        for (const one of names) this.setExport(one, found[one]);
      }),
    );
  }
  return builtins.get(name);
}
