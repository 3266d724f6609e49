import type { Route } from '../access/routes.js';
import { CSRF_HEADER, SECURE_COOKIE } from '../access/sign-in/browser.js';
import { type CaseDefinition, type Json, type Schema, type Sentence } from '../engine/definition/index.js';
import { eventSchema } from '../engine/event-body.js';
import { eventOperations, isReporting, openingEvent, recordingAt, reportOperation } from './event-operation.js';
import { sharedParameters } from './parameters.js';
import { problemResponses } from './problem-responses.js';
import { type MarkedRoute, type Placed, routeOperation, signedIn } from './route-operation.js';
import { sharedSchemas } from './schemas.js';
import { areaRank, areaTitle, introduction, kindTitle, title } from './words.js';

/** What the document is built of. */
export interface DocumentSource {
  readonly routes: readonly Route[];
  /** That of leads. */
  readonly definition: CaseDefinition;
  /** Those of the other cases on which somebody records events. */
  readonly beside: readonly CaseDefinition[];
  readonly language: keyof Sentence;
  /** Version of the product. */
  readonly version: string;
}

/** PURE. The OpenAPI 3.1 document of these routes, in one language; each event of the catalogue has its own operation. */
export function buildDocument(source: DocumentSource): Schema {
  const { language, version } = source;
  const placed = source.routes.filter(isMarked).flatMap((route) => operationsOf(route, source));
  return {
    openapi: '3.1.1',
    info: {
      title: title[language],
      version,
      description: introduction[language],
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: signedIn,
    tags: tagsOf(placed, language),
    paths: pathsOf(placed),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: SECURE_COOKIE },
        csrf: { type: 'apiKey', in: 'header', name: CSRF_HEADER },
      },
      parameters: sharedParameters(language),
      responses: problemResponses(language),
      schemas: { ...sharedSchemas(language), ...eventSchemas(source, placed) },
    },
  };
}

function isMarked(route: Route): route is MarkedRoute {
  return route.operation !== undefined && route.method !== 'ALL';
}

function operationsOf(route: MarkedRoute, { definition, beside, language }: DocumentSource): Placed[] {
  const at = recordingAt(route);
  const recorded = at && [definition, ...beside].find(({ root }) => root === at.root);
  if (at && recorded) return eventOperations(route, at.area, recorded, language);
  const event = isReporting(route) ? openingEvent(definition) : undefined;
  return [event ? reportOperation(route, definition, event, language) : routeOperation(route, language)];
}

function pathsOf(placed: readonly Placed[]): Schema {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { path, method, operation } of placed) paths[path] = { ...paths[path], [method]: operation };
  return paths;
}

/** Only bodies that some operation takes; the validators frown at schemas nobody refers to. */
function eventSchemas(
  { definition, beside, language }: DocumentSource,
  placed: readonly Placed[],
): Record<string, Schema> {
  const taken = new Set(placed.map(({ operation }) => operation['x-event']));
  const schemas = [definition, ...beside].flatMap((one) =>
    [...one.events.values()].map((event): [string, Schema] => [event.type, eventSchema(one, event, language)]),
  );
  return Object.fromEntries(schemas.filter(([type]) => taken.has(type)));
}

function tagsOf(placed: readonly Placed[], language: keyof Sentence): Schema[] {
  const rank = (tag: string) => areaRank(tag.split('.')[0] ?? tag);
  const tags = [...new Set(placed.map(({ tag }) => tag))].sort((one, other) => rank(one) - rank(other));
  return tags.map((tag) => {
    const [area = tag, kind] = tag.split('.');
    const where = areaTitle(area)[language];
    return { name: tag, description: kind === undefined ? where : `${where} · ${kindTitle(kind)[language]}` };
  });
}
