import { APP_ROLE } from './database.js';
import { databaseCode, isDatabaseGone } from './problem-database.js';
import { field } from './problem-shape.js';
import { StartError } from './start-error.js';

/** One sentence for whatever kept the process from starting. Passwords in addresses are not repeated. */
export function explain(error: unknown): string {
  if (error instanceof StartError) return error.message;
  const code = databaseCode(error);
  if (code === 'EADDRINUSE') {
    return `Port ${field(error, 'port')} is in use by another program: stop it, or set PORT to a free one.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES') {
    return `This machine does not let Lanjie listen at ${field(error, 'address')}:${field(error, 'port')}: set HOST and PORT to others.`;
  }
  if (isAboutRole(error, code)) {
    return `The database does not let this user work as ${APP_ROLE}: run npm run migrate as the owner of the tables, and let an administrator of the database run GRANT ${APP_ROLE} TO the user in DATABASE_URL.`;
  }
  if (code === '28P01' || code === '28000' || code === '3D000' || code === '42501') {
    return `The database refuses: ${field(error, 'message')}: correct DATABASE_URL, or give that user access.`;
  }
  if (code === '42P01')
    return 'This database holds no Lanjie yet: start the server once (npm start), or run npm run migrate.';
  if (isDatabaseGone(error)) {
    const where = field(error, 'address') ?? field(error, 'hostname');
    const port = field(error, 'port');
    const at = where === undefined ? '' : ` at ${where}${port === undefined ? '' : `:${port}`}`;
    return `The database cannot be reached${at} (${code ?? field(error, 'message')}): start it, or correct DATABASE_URL (special characters in its password are percent-encoded).`;
  }
  if (error instanceof Error && error.message.startsWith('SASL'))
    return 'The database wants a password: put it in DATABASE_URL.';
  return error instanceof Error ? `Lanjie cannot start: ${error.message}` : 'Lanjie cannot start.';
}

/** The role is not there (22023), or this user may not take it on (42501). */
function isAboutRole(error: unknown, code: string | undefined): boolean {
  const message = field(error, 'message');
  return (code === '22023' || code === '42501') && typeof message === 'string' && message.includes(`"${APP_ROLE}"`);
}
