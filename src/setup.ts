import { parseArgs } from 'node:util';
import type { DataSource } from 'typeorm';
import { directoryOf } from './access/directory.js';
import { Passwords } from './access/passwords.js';
import { FileKeys } from './access/sealing/index.js';
import { freshPassword } from './access/sign-in/password-policy.js';
import { givePassword } from './admin/give-password.js';
import { openOffice } from './admin/open-office.js';
import { bySystem } from './cases/by-system.js';
import { committerOf, submitTo } from './cases/case-engine.js';
import { assertKeysFit } from './cases/check-keys.js';
import { refusalWords } from './cases/problems.js';
import { loadConfig } from './config.js';
import type { Outcome } from './engine/work.js';
import { createDataSource, migrate, statement } from './platform/database.js';
import { explain } from './platform/explain-start.js';
import { openDatabase } from './platform/open-database.js';
import { StartError } from './platform/start-error.js';

const usage = `npm run setup -- --code center --zh 示例市反诈中心 --en "Example Anti-Fraud Center" \\
  --system-admin li --security-admin wang [--phone 0773-0000096]`;

/** What the command line says. Throws `StartError` when something is missing. */
function said() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { code: text, zh: text, en: text, phone: text, 'system-admin': text, 'security-admin': text },
  });
  const { code, zh, en, phone, 'system-admin': first, 'security-admin': second } = values;
  if (!code || !zh || !en || !first || !second)
    throw new StartError(`Say who is the center and who runs it:\n${usage}`);
  return {
    code,
    zh,
    en,
    ...(phone === undefined ? {} : { phone }),
    systemAdmin: { account: first, zh: '系统管理员', en: 'System administrator' },
    securityAdmin: { account: second, zh: '安全管理员', en: 'Security administrator' },
  };
}

/**
 * Lays down the center and its first two administrators, and prints their one-time passwords: once, and only while there
 * is no account at all. The same command again, before anybody has signed in, gives them new ones.
 */
async function main(): Promise<void> {
  const body = said();
  const config = loadConfig();
  const database = await openDatabase(config);
  const ds = createDataSource(database.url, { poolSize: 3 });
  try {
    await migrate(config.databaseOwnerUrl ? createDataSource(config.databaseOwnerUrl) : ds);
    await ds.initialize();
    const keys = new FileKeys(config.home, config.keys);
    await assertKeysFit(ds, keys);
    const committer = committerOf({ ds, directory: directoryOf(ds), keys });
    const submit = submitTo(committer, keys);
    const caseId = await openOffice(submit);
    const envelope = { intent: bySystem('office.setUp', body), sender: 'system', key: 'setup:house', dryRun: false };
    const outcome = await submit.record(caseId, null, envelope);
    if (outcome.kind !== 'recorded') throw new StartError(`Nothing was set up. ${reasonOf(outcome)}`);
    if (outcome.replayed && (await isInUse(ds, caseId, outcome.entry.version)))
      throw new StartError('The house is set up and in use. The security administrator resets passwords.');
    for (const { account } of [body.systemAdmin, body.securityAdmin]) {
      const password = freshPassword();
      await givePassword(ds, account, await new Passwords().hash(password), { caseId, version: outcome.entry.version });
      process.stdout.write(`${account}  ${password}\n`);
    }
    process.stdout.write(
      'These passwords are shown once. Give each to its person, who changes it at the first sign-in.\n',
    );
  } finally {
    if (ds.isInitialized) await ds.destroy();
    await database.close();
  }
}

// Sessions are deleted when they are over for a day: what people have left behind besides tells it too.
async function isInUse(ds: DataSource, caseId: string, setUp: number): Promise<boolean> {
  const sql = {
    name: 'house-is-in-use',
    text: `select where exists (select from session) or exists (select from second_factor)
             or exists (select from sign_in_attempt where succeeded_at is not null)
             or exists (select from ledger_entry where case_id = $1 and version > $2)`,
  };
  return (await statement(ds, sql, [caseId, setUp])).length > 0;
}

function reasonOf(outcome: Outcome): string {
  if (outcome.kind === 'invalid')
    return outcome.errors.map(({ field, message }) => `${field}: ${message.en}.`).join(' ');
  if (outcome.kind === 'keyReused') return 'The house was set up before, with other names.';
  if (outcome.kind !== 'refused') return outcome.kind;
  const { rules, code } = outcome.refusal;
  return rules ? rules.map(({ sentence }) => sentence.en).join(' ') : refusalWords[code].en;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`lanjie: ${explain(error)}\n`);
  process.exitCode = 1;
}
