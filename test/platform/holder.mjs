// A process of its own that starts the bundled database of a home, says so in one line of JSON, and waits to be ended.
import '../native-typescript.mjs';

const { startEmbeddedPostgres } = await import('../../src/platform/embedded-postgres.ts');

try {
  const database = await startEmbeddedPostgres({ home: process.argv[2], settings: { fsync: 'off' } });
  process.stdout.write(`${JSON.stringify({ url: database.url, pid: database.pid() })}\n`);
  process.on('SIGTERM', async () => {
    await database.stop();
    process.exit(0);
  });
  setInterval(() => {}, 1_000_000);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
}
