import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { rolesOfArea } from '../../src/access/principal.js';
import { currentLead, definitions } from '../../src/cases/definitions.js';
import { kindOf } from '../../src/engine/definition/index.js';
import { parseEvent } from '../../src/engine/event-body.js';
import { documentIn, operationsOf, routes } from './sources.js';

const document = documentIn('en');
const operations = operationsOf(document);
const recordings = operations.filter(({ operation }) => operation['x-event'] !== undefined);

function definitionOf(type: string | undefined) {
  const found = definitions.find(({ events }) => events.has(type ?? ''));
  if (!found) throw new Error(`no event ${type}`);
  return found;
}

function eventOf(type: string | undefined) {
  const event = definitionOf(type).events.get(type ?? '');
  if (!event) throw new Error(`no event ${type}`);
  return event;
}

describe('the OpenAPI document', () => {
  test.each(['zh', 'en'] as const)(
    'is valid OpenAPI 3.1 and refers to nothing that is missing (%s)',
    async (language) => {
      const text = JSON.stringify(documentIn(language));
      const validator = new Validator();
      expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
      expect(validator.version).toBe('3.1');
      const { components } = JSON.parse(text);
      const dead = [...text.matchAll(/"#\/components\/(\w+)\/([\w.]+)"/g)].filter(
        ([, group = '', name = '']) => components[group]?.[name] === undefined,
      );
      expect(dead.map(([reference]) => reference)).toEqual([]);
    },
  );

  test('gives every operation an id of its own, a summary and its tag', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) {
      expect(operation.summary).not.toBe('');
      expect(operation.tags).toHaveLength(1);
    }
  });

  test('holds every route of the server, and the recording route once per event', () => {
    const generic = /\/events\/:type$/;
    const expected = routes.filter(({ path }) => !generic.test(path)).map((route) => route.operation?.id);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids).toEqual(expect.arrayContaining(expected));
    expect(ids.filter((id) => id.endsWith('RecordEvent'))).toEqual([]);
  });

  test.each(['bank', 'station', 'center'])(
    'has one operation for each event that somebody of %s may record',
    (area) => {
      const here = rolesOfArea(area);
      const expected = [...currentLead.events.values()]
        .filter((event) => event.roles.some((role) => here.includes(role)))
        .filter((event) => !(kindOf(event.type) === currentLead.root && event.opens));
      const found = recordings.filter(({ path }) => path.startsWith(`/${area}/leads/{id}/events/`));
      expect(found.map(({ operation }) => operation.operationId)).toEqual(
        expected.map((event) => `${area}.${event.type}`),
      );
      for (const { operation } of found) {
        const roles = eventOf(operation['x-event']).roles.filter((role) => here.includes(role));
        expect(operation['x-roles']).toEqual(roles);
      }
    },
  );

  test('has one operation for each event that an administrator may record, or that ends or reviews an emergency', () => {
    const ids = recordings.map(({ operation }) => operation.operationId);
    const office = [...definitionOf('office.opened').events.values()].filter(({ roles }) => !roles.includes('system'));
    expect(ids).toEqual(expect.arrayContaining(office.map(({ type }) => `admin.${type}`)));
    expect(ids).toEqual(
      expect.arrayContaining(['station.breakGlass.ended', 'center.breakGlass.ended', 'center.breakGlass.reviewed']),
    );
    expect(ids).not.toContain('station.breakGlass.reviewed');
  });

  test('states the rules of each event, and names them among the refusals', () => {
    for (const { operation } of recordings) {
      const type = operation['x-event'];
      const rules = [...definitionOf(type).rules, ...(eventOf(type).rules ?? [])];
      const codes = rules.map(({ code }) => code);
      expect(operation['x-rules']?.map(({ code }) => code)).toEqual(codes);
      const refusal = operation.responses['409']?.description ?? '';
      expect(codes.filter((code) => !refusal.includes(`\`${code}\``))).toEqual([]);
    }
  });

  test('asks for an Idempotency-Key and offers a dry run wherever something is written', () => {
    for (const { operation, path } of recordings) {
      const names = operation.parameters?.map(({ $ref, name }) => $ref?.split('/').at(-1) ?? name);
      const more = path.endsWith('/leads') ? [] : path.includes('{id}') ? ['id', 'IfMatch'] : ['IfMatch'];
      expect(new Set(names)).toEqual(new Set(['DryRun', 'IdempotencyKey', ...more]));
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['200', '400', '401', '403', '409', '415', '422', '503']),
      );
    }
  });

  test('opens to everybody only what the guard opens', () => {
    const open = operations.filter(({ operation }) => operation.security?.length === 0);
    const marked = routes.filter(({ operation }) => operation?.roles === 'public');
    expect(open.map(({ operation }) => operation.operationId)).toEqual(marked.map((route) => route.operation?.id));
  });

  test('says the same in Chinese, in other words', () => {
    const chinese = operationsOf(documentIn('zh'));
    expect(chinese.map(({ operation }) => operation.operationId)).toEqual(
      operations.map(({ operation }) => operation.operationId),
    );
    for (const { operation } of chinese) expect(operation.summary).toMatch(/\p{Script=Han}/u);
    for (const { operation } of operations) expect(operation.summary).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('the example of every event', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const byEvent = [...new Map(recordings.map(({ operation }) => [operation['x-event'], operation]))];

  test.each(byEvent)('%s: fits its schema, and is taken by the server as it stands', (type, operation) => {
    const media = operation.requestBody?.content['application/json'];
    const schema = document.components.schemas[type ?? ''];
    expect(media?.schema).toEqual({ $ref: `#/components/schemas/${type}` });
    expect(ajv.validate(schema ?? false, media?.example) || ajv.errors).toBe(true);
    expect(parseEvent(definitionOf(type), eventOf(type), media?.example)).toMatchObject({ ok: true });
  });
});
