import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { currentLead } from '../../src/cases/definitions.js';
import { eventExample } from '../../src/engine/event-body.js';
import { Theatre } from '../stories/play.js';
import { documentIn } from './sources.js';

const document = documentIn('en');
const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema({ $id: 'api', ...document });

let theatre: Theatre;
let teller: string;
let lead: string;

/** What keeps a value from being what the document says; empty when it is. */
function faults(schema: string, value: unknown): string[] {
  const validate = ajv.compile({ $ref: `api#/components/schemas/${schema}` });
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

async function call(method: 'GET' | 'POST', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${teller}`, 'idempotency-key': randomUUID(), 'accept-language': 'en' };
  const answer = await theatre.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
}

function example(type: string): object {
  const event = currentLead.events.get(type);
  const value = event ? eventExample(currentLead, event) : null;
  return typeof value === 'object' && value !== null ? value : {};
}

beforeAll(async () => {
  theatre = await Theatre.open();
  teller = await theatre.token('teller');
  const { status, body } = await call('POST', '/bank/leads', example('lead.reported'));
  expect([status, faults('Recorded', body)]).toEqual([201, []]);
  lead = body.receipt.case;
});

afterAll(() => theatre?.close());

describe('what the server answers is what the document says:', () => {
  test('a dry run', async () => {
    const { status, body } = await call('POST', '/bank/leads?dryRun=true', {
      ...example('lead.reported'),
      customer: undefined,
      hold: undefined,
    });
    expect([status, faults('Decided', body)]).toEqual([200, []]);
  });

  test.each([
    ['LeadPage', ''],
    ['CaseFile', '/:id'],
    ['Actions', '/:id/actions'],
    ['HistoryPage', '/:id/history'],
  ])('%s', async (schema, path) => {
    const { status, body } = await call('GET', `/bank/leads${path.replace(':id', lead)}`);
    expect([status, faults(schema, body)]).toEqual([200, []]);
    expect(body.items?.length ?? body.parts.length).toBeGreaterThan(0);
  });

  test.each([
    ['LeadPage', '/audit/leads'],
    ['CaseFile', '/audit/leads/:id'],
    ['HistoryPage', '/audit/leads/:id/history'],
    ['Verdict', '/audit/leads/:id/verify'],
    ['AccessPage', '/audit/leads/:id/access'],
    ['AccessPage', '/audit/access'],
  ])('%s of an auditor at %s', async (schema, path) => {
    const { status, body } = await theatre.get('auditor', path.replace(':id', lead));
    expect([status, faults(schema, body)]).toEqual([200, []]);
    expect((body.items ?? body.parts ?? [1]).length).toBeGreaterThan(0);
  });

  test('an event that is recorded', async () => {
    const url = `/bank/leads/${lead}/events/lead.noted`;
    const { status, body } = await call('POST', url, example('lead.noted'));
    expect([status, faults('Recorded', body)]).toEqual([200, []]);
  });

  test.each([
    [400, 'POST', '/bank/leads', {}],
    [403, 'GET', '/center/leads', undefined],
    [404, 'GET', '/bank/leads/00000000-0000-7000-8000-000000000000', undefined],
    [409, 'POST', '/bank/leads/:id/events/lead.feedbackAcknowledged', {}],
  ] as const)('a problem with status %i', async (expected, method, path, payload) => {
    const { status, body } = await call(method, path.replace(':id', lead), payload);
    expect([status, faults('Problem', body)]).toEqual([expected, []]);
  });
});

/** Every example of a problem, wherever it stands in the document. */
function problemExamples(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'application/problem+json' ? [value.example] : problemExamples(value),
  );
}

test('every problem has an example, and every example is one', () => {
  const examples = problemExamples(document);
  expect(examples.length).toBeGreaterThan(20);
  for (const one of examples) expect(faults('Problem', one)).toEqual([]);
});
