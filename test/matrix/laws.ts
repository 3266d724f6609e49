import type { Cell } from './cells/cell.js';
import { concernedByGlass } from './expected/house.js';
import { partsOf } from './expected/parts.js';
import { isNobody, organisationOf } from './expected/principals.js';
import { type Relation, seesPart, sightInRole, sightOf } from './expected/sights.js';
import { canariesIn, type Perch } from './ground/canary.js';
import type { Ground } from './ground/ground.js';
import { type Answer, headerOf } from './ground/http.js';

/** What is wrong with the answer of a cell; nothing where every law holds. `twin`: the answer to what does not exist. */
export function faultsOf(cell: Cell, answer: Answer, twin: Answer | undefined, ground: Ground): string[] {
  return [
    ...unexpected(cell, answer),
    ...unlike(cell, answer, twin),
    ...foreign(cell, answer, ground),
    ...listing(cell, answer, ground),
    ...bareItems(cell, answer, ground),
    ...telling(cell, answer),
    ...partsNamed(cell, answer),
  ];
}

function codeOf({ body }: Answer): string {
  return /"code":"(\w+)"/.exec(body)?.[1] ?? '';
}

function unexpected({ expected }: Cell, answer: Answer): string[] {
  const { status } = answer;
  const told = `${status} ${codeOf(answer)}`;
  if (status >= 500) return [`${told}: a fault of the server`];
  if (typeof expected === 'number') return status === expected ? [] : [`${told} instead of ${expected}`];
  if (expected === 'hidden') return status === 404 ? [] : [`${told} instead of 404`];
  if (expected === 'refused') return status >= 400 ? [] : [`${told}: it should be refused`];
  if (expected === 'entered') {
    const isRefused = status === 401 || status === 403 || (status === 404 && codeOf(answer) !== 'noSuchPart');
    return isRefused ? [`${told}: they should get in`] : [];
  }
  return [];
}

/** What is not theirs and what does not exist answer alike, but for the number of the request and its moment. */
function unlike({ echoes = [] }: Cell, answer: Answer, twin: Answer | undefined): string[] {
  if (!twin) return [];
  const mine = bare(
    answer,
    echoes.map(([word]) => word),
  );
  const theirs = bare(
    twin,
    echoes.map(([, word]) => word),
  );
  return mine === theirs ? [] : [`differs from what does not exist:\n      ${mine}\n      ${theirs}`];
}

function bare(answer: Answer, echoes: readonly string[]): string {
  const request = headerOf(answer, 'x-request-id') ?? 'none';
  const headers = answer.headers
    .split('\n')
    .filter((line) => !/^(date|x-request-id|ratelimit|ratelimit-policy):/i.test(line))
    .join('\n');
  const all = `${answer.status}\n${headers}\n${answer.body}`.replaceAll(request, '{request}');
  return echoes.reduce((text, word) => (word === '' ? text : text.replaceAll(word, '{echo}')), all);
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const numbers = /L\d{8}-[0-9A-Z]{4}-[0-9A-Z]{4}/g;
const hashes = /[0-9a-f]{64}/g;
const base64 = /[A-Za-z0-9_-]{40,}/g;

/** No word, id, number or hash of what somebody does not see, and nobody's personal data as it was said. */
function foreign({ who, ask, operation }: Cell, answer: Answer, ground: Ground): string[] {
  const asked = ask.path + String(ask.body ?? '');
  const text = readable(`${answer.headers}\n${answer.body}`);
  const canaries = canariesIn(text).filter((perch) => !maySee(who, perch));
  const sees = (relation: string) =>
    ['log', 'office', 'glass', 'earlier'].includes(relation)
      ? seesHouse(who, relation)
      : !isNobody(who) && sightOf(who, relation as Relation) !== 'nothing';
  const ids = namesOfCases(ground);
  const found = [uuids, numbers, hashes].flatMap((form) => text.match(form) ?? []);
  const strange = found.filter((word) => {
    const relation = ids.get(word) ?? ground.marks.get(word);
    return relation !== undefined && !sees(relation) && !asked.includes(word);
  });
  const slips = [...slipsOf(ground)].filter(
    ([number, relation]) => !sees(relation) && text.includes(number) && !asked.includes(number),
  );
  return [
    ...[...new Set(canaries.map(({ case: name, piece, by }) => `${name}/${piece} by ${by}`))].map(
      (one) => `tells of ${one}`,
    ),
    ...[...new Set(strange)].map((word) => `holds ${word} of ${ids.get(word) ?? ground.marks.get(word)}`),
    ...slips.map(([number]) => `holds the slip ${number}`),
    ...(operation.endsWith('Reveal') && answer.status === 200 ? [] : ground.secrets)
      .filter((secret) => text.includes(secret))
      .map((secret) => `tells what is sealed: ${secret}`),
  ];
}

/** A text with what stands in it encoded: percent signs, and cursors. */
function readable(text: string): string {
  const decoded = (text.match(base64) ?? []).map((word) => Buffer.from(word, 'base64url').toString('utf8'));
  const plain = text.includes('%')
    ? text.replace(/%[0-9A-F]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
    : text;
  return [plain, ...decoded].join('\n');
}

/** The cases of the house itself: who looked at what, the administration, emergency readings. */
function seesHouse(who: string, kind: string): boolean {
  if (kind === 'glass' || kind === 'earlier') return concernedByGlass(who, kind);
  return who === 'auditor' || (kind === 'office' && ['secadmin', 'sysadmin', 'misfit.admin'].includes(who));
}

/** Whether somebody may read what was recorded there. */
function maySee(who: string, { case: name, piece, by }: Perch): boolean {
  if (isNobody(who)) return false;
  if (name === 'glass' || name === 'earlier') return concernedByGlass(who, name);
  const relation = name as Relation;
  switch (sightOf(who, relation)) {
    case 'whole':
    case 'opened':
      return true;
    case 'bank':
    case 'accounts': {
      const part = piece.replace(/(\d+)$/, '-$1');
      return piece === 'lead' ? sightOf(who, relation) === 'bank' : seesPart(who, relation, part);
    }
    case 'entries':
      return `mx-${by}` === organisationOf(who);
    default:
      return false;
  }
}

const names = new WeakMap<Ground, Map<string, string>>();

function namesOfCases(ground: Ground): Map<string, string> {
  const all = [...Object.entries(ground.cases), ...ground.ofHouse.map((one) => [one.kind, one] as const)];
  const known =
    names.get(ground) ??
    new Map(all.flatMap(([name, { id, number }]) => [[id, name] as const, [number, name] as const]));
  names.set(ground, known);
  return known;
}

function slipsOf(ground: Ground): Map<string, string> {
  return new Map(
    Object.entries(ground.cases).flatMap(([name, { slips }]) =>
      Object.values(slips).map((number) => [number, name] as const),
    ),
  );
}

function listing({ listed }: Cell, answer: Answer, ground: Ground): string[] {
  if (!listed || answer.status !== 200) return [];
  const { items }: { items: { id?: string; lead?: { id: string } }[] } = JSON.parse(answer.body);
  const ids = namesOfCases(ground);
  const got = [...new Set(items.map(({ id, lead }) => ids.get(id ?? lead?.id ?? '') ?? 'a stranger'))].sort();
  const { exactly, among, also = [] } = listed;
  if (exactly && without(got, also) !== without(exactly, also))
    return [`lists ${got} instead of ${[...exactly].sort()}`];
  const more = among ? got.filter((name) => !among.includes(name) && !also.includes(name)) : [];
  return more.length > 0 ? [`lists ${more} too`] : [];
}

function without(names: readonly string[], others: readonly string[]): string {
  return names
    .filter((name) => !others.includes(name))
    .sort()
    .join();
}

/**
 * Of what somebody sees of a case, its parts: all that are theirs, and to a bank no other. In an emergency they read, and are
 * offered nothing to do.
 */
function partsNamed({ who, relation, operation, ask, expected }: Cell, { body }: Answer): string[] {
  const sight = sightOf(who, relation);
  const there = partsOf.get(relation) ?? [];
  const asked = ask.path + String(ask.body ?? '');
  const named = (part: string) => new RegExp(`\\b${part}\\b`).test(body);
  // What somebody would open is another case, and has parts of its own.
  const isOfBank = (sight === 'bank' || sight === 'accounts') && !operation.endsWith('ReportLead');
  const hidden = there.filter(
    (part) => isOfBank && !seesPart(who, relation, part) && named(part) && !asked.includes(part),
  );
  if (expected !== 200 || sight === 'nothing' || !/(GetLead|LeadActions|LeadHistory)$/.test(operation))
    return hidden.map((part) => `names ${part}`);
  const missing = operation.endsWith('GetLead')
    ? there.filter((part) => seesPart(who, relation, part) && !named(part))
    : [];
  const isWhole = ['whole', 'opened'].includes(sight);
  const isHistory = operation.endsWith('History') && !ask.path.includes('?');
  const effects = /"(opened|moved|armed|disarmed|corrected)":\[[^\]]/.test(body);
  const isUncorrected = isHistory && isWhole && relation === 'moved' && !/"corrected":\[\{/.test(body);
  const isBare = isHistory && (isWhole || sight === 'bank') && !/"opened":\["/.test(body);
  const isKeeping = operation.endsWith('GetLead') && body.includes('"retention"') !== isWhole;
  // In none of their roles they are offered what they see in another.
  const roles = operation.endsWith('LeadActions') ? [...body.matchAll(/"role":"(\w+)"/g)].map(([, role]) => role) : [];
  const isBlind = roles.some((role) => ['nothing', 'entries'].includes(sightInRole(who, role, relation)));
  const isOffering =
    operation.endsWith('LeadActions') && (sight === 'bank' || sight === 'whole') !== body.includes('"lead.noted"');
  const offers = isOffering || isBlind || (sight === 'opened' && /"possible":\[\{|"event":/.test(body));
  return [
    ...hidden.map((part) => `names ${part}`),
    ...missing.map((part) => `leaves out ${part}`),
    ...(isBare || isUncorrected || (isHistory && effects === (sight === 'entries'))
      ? ['tells wrongly what became of the parts']
      : []),
    ...(isKeeping ? ['how long it is kept is told to the police'] : []),
    ...(offers ? ['offers what is not theirs to do, or nothing'] : []),
  ];
}

/** What a list may say of a case of which somebody sees accounts only: no more than the case file says to them. */
const ofCaseFile = new Set(['id', 'number', 'version', 'exercise', 'openedAt', 'closedAt', 'updatedAt']);

function bareItems({ who, listed }: Cell, answer: Answer, ground: Ground): string[] {
  if (!listed || answer.status !== 200) return [];
  const { items }: { items: Readonly<Record<string, unknown>>[] } = JSON.parse(answer.body);
  const ids = namesOfCases(ground);
  return items.flatMap((item) => {
    const relation = ids.get(String(item['id']));
    if (relation === undefined || sightOf(who, relation as Relation) !== 'accounts') return [];
    const more = Object.entries(item).filter(([name, value]) => value !== null && !ofCaseFile.has(name));
    return more.length === 0
      ? []
      : [`lists of ${relation}, of which they see an account: ${more.map(([name]) => name)}`];
  });
}

function telling({ tells }: Cell, answer: Answer): string[] {
  if (tells === undefined || answer.status !== 200) return [];
  return canariesIn(answer.body).some(({ case: name }) => name === tells) ? [] : ['tells nothing of the case'];
}
