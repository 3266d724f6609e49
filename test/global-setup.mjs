import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './native-typescript.mjs';

/** One PostgreSQL for the whole run, in a temporary folder, unless TEST_DATABASE_URL names another. */
export default async function setUp() {
  if (process.env.TEST_DATABASE_URL) return;
  const { startEmbeddedPostgres } = await import('../src/platform/embedded-postgres.ts');
  const home = mkdtempSync(join(tmpdir(), 'lanjie-test-'));
  chmodSync(home, 0o711);
  const database = await startEmbeddedPostgres({
    home,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  const watchman = spawnWatchman(database.pid(), home);
  process.env.TEST_DATABASE_URL = database.url;
  globalThis.stopTestDatabase = async () => {
    await database.stop();
    const gone = once(watchman, 'exit');
    // Else the process would end here, before jest has written its report.
    watchman.ref();
    watchman.stdin.end();
    await gone;
  };
}

// However this process ends, Ctrl-C and SIGKILL included, its end of the pipe closes and the watchman tidies up.
function spawnWatchman(pid, home) {
  const script = `read _; kill -INT ${pid} 2>/dev/null; while kill -0 ${pid} 2>/dev/null; do sleep 0.1; done; rm -rf "$0"`;
  const watchman = spawn('/bin/sh', ['-c', script, home], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watchman.unref();
  watchman.stdin.unref();
  return watchman;
}
