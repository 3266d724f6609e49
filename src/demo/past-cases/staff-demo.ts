import { directoryOf } from '../../access/directory.js';
import { Passwords } from '../../access/passwords.js';
import { openOffice } from '../../admin/open-office.js';
import { bySystem } from '../../cases/by-system.js';
import { committerOf, submitTo } from '../../cases/case-engine.js';
import { statement } from '../../platform/database.js';
import { demoPassword } from '../accounts.js';
import { demoStaff } from '../staff.js';
import type { PastGround } from './past-ground.js';

const GIVE = {
  name: 'demo-passwords',
  text: 'update account set password_hash = $2 where name = any($1::text[])',
};

/** Lays down those who work on the past cases, as an entry of the administration; doing it again changes nothing. */
export async function staffDemo({ ds, keys }: Pick<PastGround, 'ds' | 'keys'>): Promise<void> {
  const committer = committerOf({ ds, directory: directoryOf(ds), keys });
  const submit = submitTo(committer, keys);
  const people = demoStaff.map(({ name, zh, en, organisation, role }) => ({
    account: name,
    zh,
    en,
    organisation,
    role,
  }));
  const intent = bySystem('office.demoStaffed', { people });
  const envelope = { intent, sender: 'system', key: 'demo:staff', dryRun: false };
  const outcome = await submit.record(await openOffice(submit), null, envelope);
  if (outcome.kind !== 'recorded') throw new Error(`the demo's people could not be laid down: ${outcome.kind}`);
  const hash = await new Passwords().hash(demoPassword);
  await statement(ds, GIVE, [people.map(({ account }) => account), hash]);
}
