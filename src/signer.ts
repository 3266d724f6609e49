import { once } from 'node:events';
import { resolve } from 'node:path';
import { ConfigError, readSignerSecret } from './config.js';
import { explain } from './platform/explain-start.js';
import { StartError } from './platform/start-error.js';
import { Signer } from './proving/signer.js';
import { signerServer } from './proving/signer-server.js';

const usage = `npm run signer                          signs for the servers, until it is stopped
npm run signer -- identity              the log's name and the public key of its checkpoints
npm run signer -- rotate                a new key, named by the old one
npm run signer -- new-origin [name]     after an old backup was restored: another log that tells what is lost`;

/** What the environment says of a signer. Throws `ConfigError`. */
function readPlace(env: NodeJS.ProcessEnv) {
  const port = /^\d{1,5}$/.test(env['LANJIE_SIGNER_PORT'] ?? '3100') ? Number(env['LANJIE_SIGNER_PORT'] ?? 3100) : -1;
  if (port < 0 || port > 65_535)
    throw new ConfigError('LANJIE_SIGNER_PORT must be a port from 0 to 65535: correct it.');
  const home = env['LANJIE_SIGNER_HOME'];
  if (!home)
    throw new ConfigError('LANJIE_SIGNER_HOME must name the folder of the key and of all that was signed: set it.');
  return { home: resolve(home), host: env['LANJIE_SIGNER_HOST'] || '127.0.0.1', port };
}

async function serve(signer: Signer, host: string, port: number): Promise<void> {
  const server = signerServer(signer, readSignerSecret(process.env));
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const at = typeof address === 'object' && address ? `${host}:${address.port}` : host;
  const { origin, key } = await signer.identity();
  process.stdout.write(`The signer of ${origin} is ready: http://${at}\n${key}\n`);
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
  server.closeAllConnections();
  server.close();
  await signer.close();
  process.stdout.write('The signer has stopped.\n');
}

async function main([command, name]: readonly string[]): Promise<void> {
  const { home, host, port } = readPlace(process.env);
  const origin = process.env['LANJIE_ORIGIN'];
  const signer = await Signer.open(home, origin ? { origin } : {});
  if (command === undefined) return serve(signer, host, port);
  try {
    if (command === 'rotate') process.stdout.write(`${await signer.rotate()}\n`);
    else if (command === 'new-origin') process.stdout.write(`${await signer.beginNewOrigin(name)}\n`);
    else if (command === 'identity') {
      const identity = await signer.identity();
      process.stdout.write(`${identity.origin}\n${identity.key}\n`);
    } else throw new StartError(`A signer is called so:\n${usage}`);
  } finally {
    await signer.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`lanjie: ${explain(error)}\n`);
  process.exitCode = 1;
}
