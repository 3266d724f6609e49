import type { Route } from '../access/routes.js';
import { type Schema, type Sentence, schemaOf } from '../engine/definition/index.js';
import type { Operation } from '../platform/operation.js';
import { parameter, queryParameters } from './parameters.js';
import { problemResponse, problems } from './problem-responses.js';
import { ref } from './schemas.js';

/** A route that may be documented: marked, with one HTTP method. */
export type MarkedRoute = Route & { readonly operation: Operation };

/** One operation at its place in `paths`. */
export interface Placed {
  readonly path: string;
  /** Lower case. */
  readonly method: string;
  readonly tag: string;
  readonly operation: Schema;
}

/** What the shared routes of the areas answer, where their `@Operation` does not say it. */
const replies: Readonly<Record<string, string>> = {
  'GET /{area}/leads': 'LeadPage',
  'GET /{area}/leads/{id}': 'CaseFile',
  'GET /{area}/leads/{id}/actions': 'Actions',
  'GET /{area}/leads/{id}/history': 'HistoryPage',
  'GET /{area}/leads/{id}/slips': 'SlipList',
  'GET /center/complaints': 'ComplaintPage',
  'GET /{area}/leads/{id}/access': 'AccessPage',
  'GET /{area}/leads/{id}/verify': 'Verdict',
  'GET /audit/access': 'AccessPage',
  'GET /audit/logs/{id}/verify': 'Verdict',
};

/** The document's operation of one ordinary route: everything comes from its `@Operation`. */
export function routeOperation(route: MarkedRoute, language: keyof Sentence): Placed {
  const { operation } = route;
  const parameters = [
    ...pathParameters(route, language),
    ...queryParameters(operation.query, language),
    ...(operation.idempotent ? [parameter('IdempotencyKey')] : []),
  ];
  return {
    path: template(route.path),
    method: route.method.toLowerCase(),
    tag: operation.tag,
    operation: {
      operationId: operation.id,
      summary: operation.summary[language],
      tags: [operation.tag],
      ...access(operation.roles),
      ...(operation.freshSignIn ? { description: freshSignInWords[language], 'x-fresh-sign-in': true } : {}),
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(operation.body ? { requestBody: jsonBody(schemaOf(operation.body, language)) } : {}),
      ...(operation.takes ? { requestBody: fileBody(operation.takes) } : {}),
      responses: { ...success(route, language), ...problems(...problemsOf(route)), ...declared(operation, language) },
    },
  };
}

/** `/bank/leads/:id` → `/bank/leads/{id}`. */
export function template(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

/** Said of what is done only by somebody who proved who they are a moment ago. */
export const freshSignInWords: Sentence = {
  zh: '须在五分钟内验证过身份，否则答 403 `stepUpRequired`（见 `POST /auth/step-up`）。',
  en: 'Only within five minutes after proving who you are, else 403 `stepUpRequired` (see `POST /auth/step-up`).',
};

/** The two ways to say who one is: a token, or a browser's cookie with its token against forged requests. */
export const signedIn: readonly Schema[] = [{ bearer: [] }, { cookie: [], csrf: [] }];

/** Who may call, for people and for tools. */
export function access(roles: Operation['roles']): Record<string, Schema[string]> {
  if (roles === 'public') return { security: [] };
  return { security: signedIn, ...(roles === 'signedIn' ? {} : { 'x-roles': roles }) };
}

/** The parameters in a route's path; described where `@Operation` does. */
export function pathParameters({ path, operation }: MarkedRoute, language: keyof Sentence): Schema[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const known = operation.params?.[name];
    return {
      name,
      in: 'path',
      required: true,
      ...(known ? { description: known.description[language] } : {}),
      schema: known?.schema ?? { type: 'string' },
    };
  });
}

/** A required body. */
export function jsonBody(schema: Schema, example?: Schema[string]): Schema {
  return {
    required: true,
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  };
}

/** A required body that is a file; OpenAPI 3.1 describes bytes by an empty schema. */
function fileBody(types: readonly string[]): Schema {
  return { required: true, content: Object.fromEntries(types.map((type) => [type, {}])) };
}

function success(route: MarkedRoute, language: keyof Sentence): Record<string, Schema> {
  const name = replies[`${route.method} ${template(route.path).replace(/^\/\w+\/leads/, '/{area}/leads')}`];
  const description = { zh: '成功', en: 'Success' }[language];
  if (route.operation.responses && Object.keys(route.operation.responses).some((status) => status < '300')) return {};
  return { 200: name ? { description, content: { 'application/json': { schema: ref(name) } } } : { description } };
}

function declared({ responses = {} }: Operation, language: keyof Sentence): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description: words, schema }]) => {
      const description = words[language];
      // Every error of this server is a problem, whether its route says so or not.
      if (status >= '400') return [status, problemResponse(Number(status), language, { description, example: {} })];
      return [status, { description, ...(schema ? { content: { 'application/json': { schema } } } : {}) }];
    }),
  );
}

function problemsOf({ method, path, operation }: MarkedRoute): number[] {
  const takesBody = method !== 'GET' && operation.body !== undefined;
  return [
    ...(takesBody || operation.query || operation.idempotent ? [400] : []),
    ...(operation.roles === 'public' ? [] : [401]),
    ...(Array.isArray(operation.roles) || operation.freshSignIn ? [403] : []),
    ...(path.includes(':') ? [404] : []),
    ...(takesBody ? [415] : []),
    ...(operation.idempotent ? [422] : []),
    ...(operation.limit === 'none' ? [] : [429]),
    503,
  ];
}
