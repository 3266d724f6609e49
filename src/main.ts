import { createApp } from './app.js';
import { type Config, loadConfig } from './config.js';
import { startLayingDown } from './demo/past-cases/background.js';
import { pastCasesMissing } from './demo/past-cases/mark.js';
import { seedDemo } from './demo/seed-demo.js';
import { createDataSource, migrate } from './platform/database.js';
import { startEmbeddedPostgres } from './platform/embedded-postgres.js';
import { explain } from './platform/explain-start.js';
import { databaseCode } from './platform/problem-database.js';
import { StartError } from './platform/start-error.js';

const DRAIN_MS = 20_000;

/** What has been started, last first: the order in which it is stopped. */
const running: { name: string; stop: () => Promise<unknown> }[] = [];

async function start(): Promise<void> {
  const config = loadConfig();
  if (!config.demo && !config.signer)
    throw new StartError(
      'Nobody signs the checkpoints of this house: start npm run signer, best on another machine, and set LANJIE_SIGNER_URL and LANJIE_SIGNER_SECRET here (docs/audit-log.md).',
    );
  const url = config.databaseUrl ?? (await startBundled(config));
  const dataSource = createDataSource(url, { poolSize: config.poolSize });
  await migrate(config.databaseOwnerUrl ? createDataSource(config.databaseOwnerUrl) : dataSource);
  await dataSource.initialize();
  running.unshift({ name: 'connections', stop: () => dataSource.destroy() });
  if (config.demo) await seedDemo(dataSource);
  // Until the past cases lie there whole, clocks are struck by those who lay them down.
  const past = config.demoCases && (await pastCasesMissing(dataSource));
  const app = await createApp(config, dataSource, past ? { poll: false } : {});
  running.unshift({ name: 'requests', stop: () => app.close() });
  await app.listen(config.port, config.host).catch((error) => {
    if (databaseCode(error) !== 'ENOTFOUND') throw error;
    throw new StartError(`HOST=${config.host} is no name this machine knows: use one of its own addresses.`, {
      cause: error,
    });
  });
  process.stdout.write(`Lanjie is ready: ${await app.getUrl()}/docs\n`);
  if (past) running.unshift({ name: 'demo cases', ...startLayingDown(app, dataSource) });
}

async function startBundled(config: Config): Promise<string> {
  const bundled = await startEmbeddedPostgres({
    home: config.home,
    onRestart: () => process.stderr.write('lanjie: the bundled database died and is started again\n'),
  });
  running.unshift({ name: 'bundled database', stop: () => bundled.stop() });
  return bundled.url;
}

async function stopAll(): Promise<void> {
  for (const part of running.splice(0)) {
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, DRAIN_MS, 'late').unref());
    const result = await Promise.race([part.stop(), late]).catch(() => 'late');
    if (result === 'late') process.stderr.write(`lanjie: ${part.name} did not stop cleanly\n`);
  }
}

/** When the first signal came; 0 before. */
let first = 0;

function onSignal(started: Promise<void>): void {
  const handle = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (first === 0) {
      first = now;
      void started
        .catch(() => {})
        .then(async () => {
          await stopAll();
          process.stdout.write('Lanjie has stopped.\n');
          process.exit(0);
        });
    } else if (now - first > 1_000) {
      // A terminal and npm both pass one Ctrl-C on: within a second it is still the same one.
      process.exit(signal === 'SIGINT' ? 130 : 143);
    }
  };
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
  // The terminal was closed.
  process.on('SIGHUP', handle);
}

const started = start();
onSignal(started);
try {
  await started;
} catch (error) {
  // Stopped while starting: whatever broke off is no fault.
  if (first === 0) process.stderr.write(`lanjie: ${explain(error)}\n`);
  if (!(error instanceof StartError) && process.env['LOG_LEVEL'] === 'debug') console.error(error);
  await stopAll();
  process.exit(first === 0 ? 1 : 0);
}
