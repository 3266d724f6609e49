import { acts, outcomes } from '../access-log/acts.js';
import type { Json, Schema, Sentence } from '../engine/definition/index.js';

type Language = keyof Sentence;

const text: Schema = { type: 'string' };
const nullableText: Schema = { type: ['string', 'null'] };
const flag: Schema = { type: 'boolean' };
const version: Schema = { type: 'integer', minimum: 0 };
const moment: Schema = { type: 'string', format: 'date-time' };
const nullableMoment: Schema = { type: ['string', 'null'], format: 'date-time' };
const uuid: Schema = { type: 'string', format: 'uuid' };
const anything: Schema = { type: 'object' };

/** A reference to a schema of the document. */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

/** An object; names that end in `?` may be absent. */
function object(members: Readonly<Record<string, Schema>>): Schema {
  const names = Object.keys(members);
  const properties: Record<string, Json> = {};
  for (const name of names) properties[bare(name)] = members[name] ?? {};
  return { type: 'object', properties, required: names.filter((name) => !name.endsWith('?')) };
}

function bare(name: string): string {
  return name.endsWith('?') ? name.slice(0, -1) : name;
}

function problemSchemas(language: Language): Record<string, Schema> {
  const words = {
    type: { zh: 'urn:lanjie:problem:<code>，不随版本变化', en: 'urn:lanjie:problem:<code>; stable' },
    rules: { zh: '未满足的规定及其依据', en: 'the rules that are not met, with their basis' },
    possible: { zh: '您现在可以记录的事件', en: 'what you may record now' },
    errors: { zh: '有误的字段及其要求', en: 'the fields that are wrong, and what is allowed there' },
    ticket: { zh: '密码已验证，凭此提交第二因素', en: 'the password was right: the second factor comes with this' },
  } satisfies Record<string, Sentence>;
  return {
    FailedRule: object({ code: text, sentence: text, basis: text }),
    PossibleEvent: object({ event: text, 'part?': text }),
    FieldError: object({ field: text, message: text }),
    Problem: object({
      type: { ...text, description: words.type[language] },
      title: text,
      status: { type: 'integer' },
      code: text,
      detail: text,
      'rules?': { ...list(ref('FailedRule')), description: words.rules[language] },
      'possible?': { ...list(ref('PossibleEvent')), description: words.possible[language] },
      'errors?': { ...list(ref('FieldError')), description: words.errors[language] },
      'ticket?': { ...text, description: words.ticket[language] },
      traceId: text,
    }),
  };
}

function effects(): Record<string, Schema> {
  return {
    moved: list(object({ part: text, from: { anyOf: [ref('State'), { type: 'null' }] }, to: ref('State') })),
    opened: list(text),
    armed: list(object({ part: text, clock: text, dueAt: moment })),
    disarmed: list(object({ part: text, clock: text })),
    'corrected?': list(object({ part: text, field: text, from: {}, to: {} })),
  };
}

function replySchemas(language: Language): Record<string, Schema> {
  const drill = { zh: '演练', en: 'of a drill' };
  const leaf = { zh: '账本条目的哈希，十六进制', en: 'hash of the ledger entry, hex' };
  const after = { version, closedAt: nullableMoment, possible: list(ref('PossibleEvent')) };
  return {
    State: {
      oneOf: [text, anything],
      description: { zh: '状态名；并行时为各区域的状态', en: 'the state; of each region where they are parallel' }[
        language
      ],
    },
    Receipt: object({
      case: uuid,
      number: text,
      version,
      leaf: { ...text, pattern: '^[0-9a-f]{64}$', description: leaf[language] },
      type: text,
      part: nullableText,
      at: moment,
      recordedAt: moment,
      late: flag,
      exercise: { ...flag, description: drill[language] },
    }),
    Recorded: object({ receipt: ref('Receipt'), ...effects(), ...after }),
    Decided: object({ dryRun: { const: true }, exercise: flag, ...effects(), ...after }),
  };
}

function fileSchemas(): Record<string, Schema> {
  return {
    Masked: object({ 'part?': text, 'version?': version, field: text, kind: text }),
    Clock: object({ name: text, title: text, dueAt: moment, overdue: flag, basis: text }),
    Part: object({
      id: text,
      kind: text,
      'standing?': text,
      state: ref('State'),
      since: moment,
      final: flag,
      facts: anything,
      masked: list(ref('Masked')),
      corrected: { type: 'object', additionalProperties: object({ at: moment, by: text, version }) },
      clocks: list(ref('Clock')),
    }),
    CaseFile: object({
      id: uuid,
      number: text,
      definition: text,
      version,
      openedAt: moment,
      closedAt: nullableMoment,
      exercise: flag,
      'retention?': object({ class: text, until: nullableMoment, held: flag }),
      eraseAt: nullableMoment,
      erasedAt: nullableMoment,
      parts: list(ref('Part')),
      links: list({}),
      possible: list(ref('PossibleEvent')),
    }),
    Action: object({
      event: text,
      title: text,
      part: nullableText,
      role: text,
      allowed: flag,
      'code?': text,
      'rules?': list(ref('FailedRule')),
      'freshSignIn?': flag,
      schema: anything,
      example: anything,
    }),
    Actions: object({ items: list(ref('Action')) }),
  };
}

function listSchemas(): Record<string, Schema> {
  return {
    LeadSummary: object({
      id: uuid,
      number: text,
      version,
      phase: nullableText,
      subject: nullableText,
      amount: nullableText,
      finding: nullableText,
      exercise: flag,
      bank: nullableText,
      outlet: nullableText,
      district: nullableText,
      station: nullableText,
      openedAt: moment,
      closedAt: nullableMoment,
      updatedAt: moment,
      nextClock: { anyOf: [object({ name: text, dueAt: nullableMoment }), { type: 'null' }] },
    }),
    SlipList: object({ items: list(object({ part: text, kind: text, number: text, page: text })) }),
    ComplaintSummary: object({
      lead: object({ id: uuid, number: text }),
      part: text,
      open: flag,
      openedAt: nullableMoment,
      dueAt: nullableMoment,
      overdue: flag,
      answeredAt: nullableMoment,
      outcome: nullableText,
      exercise: flag,
    }),
    ComplaintPage: object({
      counts: object({ open: version, overdue: version, answered: version }),
      items: list(ref('ComplaintSummary')),
      next: nullableText,
    }),
    Access: object({
      log: object({ id: uuid, number: text, version }),
      act: { ...text, enum: acts },
      at: moment,
      account: text,
      role: text,
      organisation: text,
      case: { anyOf: [object({ id: uuid, number: nullableText }), { type: 'null' }] },
      part: nullableText,
      field: nullableText,
      query: nullableText,
      reason: nullableText,
      outcome: { type: ['string', 'null'], enum: [...outcomes, null] },
    }),
    AccessPage: object({ items: list(ref('Access')), next: nullableText }),
    Verdict: object({ number: text, entries: version, head: text, sound: flag, fault: nullableText }),
    RetentionSummary: object({
      lead: object({ id: uuid, number: text }),
      class: text,
      until: moment,
      exercise: flag,
      proposedBy: nullableText,
      approvedAt: nullableMoment,
      legalHolds: list(object({ authority: text, by: text, at: moment })),
      open: list(text),
      eraseAt: nullableMoment,
    }),
    RetentionPage: object({ items: list(ref('RetentionSummary')), next: nullableText }),
    LeadPage: object({ items: list(ref('LeadSummary')), next: nullableText }),
    HistoryEntry: object({
      version,
      type: text,
      title: text,
      part: nullableText,
      at: moment,
      recordedAt: moment,
      late: flag,
      exercise: flag,
      actor: object({ account: text, role: text, organisation: text }),
      body: anything,
      masked: list(ref('Masked')),
      'called?': object({ level: { type: 'integer' }, recipients: list(text) }),
      'alarms?': list(text),
      'atEnd?': text,
      'basis?': text,
      effects: object(effects()),
      previous: text,
      leaf: text,
    }),
    HistoryPage: object({ items: list(ref('HistoryEntry')), next: nullableText }),
  };
}

/** The schemas that several operations share, by name. */
export function sharedSchemas(language: Language): Record<string, Schema> {
  return { ...problemSchemas(language), ...replySchemas(language), ...fileSchemas(), ...listSchemas() };
}
