import type { DataSource } from 'typeorm';
import { houseStanding, officeKey } from '../access/house.js';
import { differences, houseAfter, houseStanding as houseOf } from '../administration/office/house.js';
import type { Command } from '../engine/definition/index.js';
import { commandOf, type Entry } from '../engine/ledger/entry.js';
import { forTheHouse, type Run, statement } from '../platform/database.js';

const OFFICE = {
  name: 'office-id',
  text: 'select case_id from opening_key where organisation = $1 and key = $2',
};

/** The id of the administration's case; undefined before the first start. */
export async function findOffice(ds: DataSource): Promise<string | undefined> {
  const [row] = await statement<{ case_id: string }>(ds, OFFICE, [officeKey.organisation, officeKey.key]);
  return row?.case_id;
}

/** What stands in the tables of the house without an entry that says so, or is said and does not stand there; empty: nothing. */
export function verifyHouse(ds: DataSource, entries: readonly Entry[]): Promise<string[]> {
  return houseDifferences(forTheHouse(ds), entries.map(commandOf));
}

/** As `verifyHouse`, of the commands of these entries; all that is read is read by `run`. */
export async function houseDifferences(run: Run, commands: readonly Command[]): Promise<string[]> {
  return differences(houseAfter(commands), houseOf(await houseStanding(run)));
}
