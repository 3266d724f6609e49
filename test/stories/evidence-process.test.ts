import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import { film, sample } from './files.js';
import { report } from './people.js';
import { Server } from './server.js';

const megabyte = 1024 * 1024;

const started: Server[] = [];
afterAll(() => {
  for (const server of started) server.process.kill('SIGKILL');
});

async function start(env: Record<string, string>): Promise<Server> {
  const server = await Server.start(env);
  started.push(server);
  return server;
}

async function files(home: string, under = 'blobs'): Promise<string[]> {
  const entries = await readdir(join(home, under), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Status and body of an upload; null when the server went away. */
function upload(server: Server, token: string, id: string, key: string, content: Buffer | Readable, name = 'x.jpg') {
  return new Promise<{ status: number; body: ReturnType<typeof JSON.parse> } | null>((resolve) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'idempotency-key': key,
    };
    const url = `${server.address}/bank/leads/${id}/evidence`;
    const sending = httpRequest(url, { method: 'POST', headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }));
    }).on('error', () => resolve(null));
    if (Buffer.isBuffer(content)) sending.end(content);
    else content.on('error', () => sending.destroy()).pipe(sending);
  });
}

async function lead(server: Server, token: string, customer: number): Promise<string> {
  const { body } = await server.call('POST', '/bank/leads', { token, key: randomUUID(), body: report(customer) });
  return body.receipt.case;
}

describe('a server with files', () => {
  it('is killed in the middle of a film, and has it on the second try; nothing shows what it is', async () => {
    const home = await mkdtemp(join(tmpdir(), 'lanjie-files-'));
    // A folder that only root may enter would send the database elsewhere.
    await chmod(home, 0o711);
    const env = { LANJIE_HOME: home, LANJIE_SCANNER: 'off' };
    const first = await start(env);
    const token = await first.token('teller');
    const id = await lead(first, token, 9201);
    const canary = '金丝雀CANARYFILM';
    const kept = await upload(
      first,
      token,
      id,
      randomUUID(),
      Buffer.concat([sample('jpeg'), Buffer.from(canary.repeat(30_000))]),
      `${canary}.jpg`,
    );
    expect(kept?.status).toBe(201);

    const key = randomUUID();
    const content = film(40 * megabyte);
    const half = upload(first, token, id, key, content);
    for (let tries = 0; (await files(home, 'blobs/incoming')).length === 0; tries++) {
      if (tries > 500) throw new Error('the upload does not begin');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await first.end('SIGKILL');
    expect(await half).toBeNull();
    expect(await files(home, 'blobs/incoming')).toHaveLength(1);

    const second = await start(env);
    expect(await files(home, 'blobs/incoming')).toEqual([]);
    expect(await files(home)).toHaveLength(1);
    const again = await upload(second, token, id, key, film(2 * megabyte));
    expect([again?.status, again?.body.file.size]).toEqual([201, 2 * megabyte]);
    expect(await files(home)).toHaveLength(2);
    // Without a scanner, as this office has said, files are there to be read at once.
    const state = async () => (await second.call('GET', `/bank/leads/${id}`, { token })).body.parts.at(-1).state;
    for (let tries = 0; (await state()) !== 'accepted'; tries++) {
      // The lease of the dead server ends after ten seconds.
      if (tries > 800) throw new Error('nobody accepts the file');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await second.end('SIGTERM');

    const found: string[] = [];
    for (const file of await files(home, '.')) if ((await readFile(file)).includes(canary)) found.push(file);
    for (const server of [first, second]) if (server.log.includes(canary)) found.push('the log');
    expect(found).toEqual([]);
    await rm(home, { recursive: true, force: true });
  }, 120_000);

  it('takes 300 MB in without growing by half of it', async () => {
    if (process.platform !== 'linux') return;
    const home = await mkdtemp(join(tmpdir(), 'lanjie-film-'));
    await chmod(home, 0o711);
    const server = await start({ LANJIE_HOME: home });
    const token = await server.token('teller');
    const id = await lead(server, token, 9202);
    await upload(server, token, id, randomUUID(), film(20 * megabyte));
    const before = await highWater(server);
    const size = 300 * megabyte;
    const answer = await upload(server, token, id, randomUUID(), film(size));
    expect([answer?.status, answer?.body.file.size]).toEqual([201, size]);
    expect((await highWater(server)) - before).toBeLessThan(size / 2);
    await server.end('SIGTERM');
    await rm(home, { recursive: true, force: true });
  }, 120_000);
});

/** The most memory the process ever held, in bytes; proc(5). */
async function highWater(server: Server): Promise<number> {
  const status = await readFile(`/proc/${server.process.pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
