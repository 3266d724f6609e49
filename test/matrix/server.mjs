// A server of the build under a given clock, whose log is read by whoever started it. Speaks over the fork's channel:
// {id, act, ...} → {id, value} or {id, error}.
import { join } from 'node:path';
import '../on-build.mjs';
import { Callers } from '../../dist/src/access/callers.js';
import { createApp } from '../../dist/src/app.js';
import { loadConfig } from '../../dist/src/config.js';
import { Deadlines } from '../../dist/src/engine/deadlines.js';
import { Erasures } from '../../dist/src/engine/erasures.js';
import { Sequencer } from '../../dist/src/engine/sequencer.js';
import { Scans } from '../../dist/src/evidence/scans.js';
import { createDataSource } from '../../dist/src/platform/database.js';
import { Checkpoints } from '../../dist/src/proving/checkpoints.js';
import { OwnSigner } from '../../dist/src/proving/own-signer.js';

// By the hooks of on-build, which are there now.
const { policyOff } = await import('../walls.ts');

const config = loadConfig(process.env);
const ds = await createDataSource(config.databaseUrl, { poolSize: config.poolSize }).initialize();
let now = process.env.MATRIX_NOW ?? '2024-11-18T07:00:00.000Z';
if (process.env.MATRIX_WALLS === 'policyOff') policyOff();
const app = await createApp(config, ds, { clock: () => now, poll: false });
await app.listen(0, '127.0.0.1');

async function signedBy(signer) {
  const fail = (error) => {
    throw error;
  };
  await new Checkpoints(ds, signer, fail).runAll();
  await signer.close();
}

const acts = {
  mutant: ({ number }) => {
    globalThis.mutant = number;
    // What was found out about somebody under another one is no longer so.
    app.get(Callers, { strict: false }).forgetAll();
  },
  // Somebody who is remembered would not be looked at again.
  probe: () => {
    globalThis.probing = true;
    app.get(Callers, { strict: false }).recall = () => undefined;
  },
  reached: () => {
    const all = [...globalThis.reached];
    globalThis.reached.clear();
    return all;
  },
  clock: (message) => {
    now = message.now;
  },
  round: async () => {
    await app.get(Deadlines).strikeAll();
    await app.get(Erasures).eraseAll();
    await app.get(Scans).runAll();
  },
  prove: async () => {
    await app.get(Sequencer).runAll();
    await signedBy(new OwnSigner(join(config.home, 'signer')));
  },
};

process.on('message', ({ id, act, ...message }) => {
  Promise.resolve()
    .then(() => acts[act](message))
    .then(
      (value) => process.send({ id, value }),
      (error) => process.send({ id, error: String(error?.stack ?? error) }),
    );
});
process.on('disconnect', () => process.exit(0));
process.send({ address: await app.getUrl() });
