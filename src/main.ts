import { createApp } from './app.js';
import { type Config, loadConfig } from './config.js';
import { seedDemo } from './demo/seed-demo.js';
import { createDataSource, migrate } from './platform/database.js';
import { startEmbeddedPostgres } from './platform/embedded-postgres.js';
import { explain } from './platform/explain-start.js';
import { StartError } from './platform/start-error.js';

const DRAIN_MS = 20_000;

/** What has been started, last first: the order in which it is stopped. */
const running: { name: string; stop: () => Promise<unknown> }[] = [];

async function start(): Promise<void> {
  const config = loadConfig();
  const url = config.databaseUrl ?? (await startBundled(config));
  const dataSource = createDataSource(url, { poolSize: config.poolSize });
  await migrate(dataSource);
  await dataSource.initialize();
  running.unshift({ name: 'connections', stop: () => dataSource.destroy() });
  if (config.demo) await seedDemo(dataSource);
  const app = await createApp(config, dataSource);
  running.unshift({ name: 'requests', stop: () => app.close() });
  await app.listen(config.port, config.host);
  process.stdout.write(`Lanjie is ready at ${await app.getUrl()}\n`);
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

function onSignal(started: Promise<void>): void {
  let first = 0;
  const handle = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (first === 0) {
      first = now;
      void started
        .catch(() => {})
        .then(async () => {
          await stopAll();
          process.exit(0);
        });
    } else if (now - first > 1_000) {
      // A terminal and npm both pass one Ctrl-C on: within a second it is still the same one.
      process.exit(signal === 'SIGINT' ? 130 : 143);
    }
  };
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
}

const started = start();
onSignal(started);
try {
  await started;
} catch (error) {
  process.stderr.write(`lanjie: ${explain(error)}\n`);
  if (!(error instanceof StartError) && process.env['LOG_LEVEL'] === 'debug') console.error(error);
  await stopAll();
  process.exit(1);
}
