// Fills the database with reported cases, by the engine itself: each is opened, sealed, hashed and indexed as any other.
import { randomUUID } from 'node:crypto';
import { actorFor } from '../dist/src/access/principal.js';
import { FileKeys, fingerprint } from '../dist/src/access/sealing/index.js';
import { currentLead } from '../dist/src/cases/definitions.js';
import { enginePorts, rawJson } from '../dist/src/cases/engine-ports.js';
import { Committer } from '../dist/src/engine/committer.js';
import { Submit } from '../dist/src/engine/submit.js';
import { defaultSettings } from '../dist/src/lead/settings.js';
import { report } from './walk.mjs';

/** A day for everybody: no clock strikes while the benchmark runs. */
const UNHURRIED = { acknowledge: 1440, dispatch: 1440, accept: 1440, arrive: 1440 };

const LIMITS = { lanes: 2, batch: 250, attempts: 2, waiting: 10_000 };
const WAITING = 1_000;

/**
 * Opens `count` cases as the teller of the demo would, each with its lead, hold and account, its own customer and its
 * own key. The keys under `home` are those the server will use.
 */
export async function loadCases(dataSource, home, count) {
  const keys = new FileKeys(home);
  const settings = { ...defaultSettings, ...UNHURRIED };
  // Every customer is another one, so nobody was held before.
  const nobodyHeld = { answer: async (asked) => asked.map(() => false) };
  const committer = new Committer(dataSource, { ...enginePorts(nobodyHeld, keys), settings: () => settings }, LIMITS);
  const submit = new Submit(committer, (sender, type, raw) =>
    fingerprint(keys.idempotencyKey, sender, type, rawJson(raw)),
  );
  const teller = await tellerOf(dataSource);
  let next = 0;
  const open = async () => {
    while (next < count) await openOne(submit, teller, next++);
  };
  await Promise.all(Array.from({ length: WAITING }, open));
}

async function openOne(submit, teller, n) {
  const intent = {
    type: 'lead.reported',
    raw: reportOf(n),
    acting: (roles) => actorFor(teller, roles),
    scope: null,
    mayRecord: () => true,
  };
  const envelope = { intent, sender: teller.account, key: randomUUID(), dryRun: false };
  const outcome = await submit.open(currentLead, teller.organisation.code, envelope);
  if (outcome.kind !== 'recorded') throw new Error(`a case could not be loaded: ${JSON.stringify(outcome)}`);
}

function reportOf(n) {
  const number = String(n).padStart(10, '0');
  return {
    ...report,
    account: { ...report.account, number: `621700${number}` },
    customer: { ...report.customer, idNumber: `45030219${number}`, phone: `1${number}` },
    // The longest that is allowed: it must not run out meanwhile.
    hold: { ...report.hold, minutes: 30 },
  };
}

async function tellerOf(dataSource) {
  const [row] = await dataSource.query(
    `select o.code, o.kind, o.parent, o.district, a.roles
     from account a join organisation o on o.code = a.organisation where a.name = 'teller'`,
  );
  const { roles, code, kind, parent, district } = row;
  return { account: 'teller', roles, organisation: { code, kind, parent, district } };
}
