import type { House } from './ground/house.js';

/** One operation of the document, as far as the matrix needs it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** The event that it records. */
  readonly event?: string;
  /** Whether an event says which part it is about. */
  readonly part: 'required' | 'optional' | 'none';
  /** The example of its body. */
  readonly example?: Readonly<Record<string, unknown>>;
}

interface Documented {
  readonly operationId: string;
  readonly 'x-event'?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: Record<string, unknown> }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: object; readonly required?: readonly string[] }>>;
  };
}

/** The operations that a running server says it has. */
export async function readDocument(house: House): Promise<Operation[]> {
  const answer = await house.send({ method: 'GET', path: '/openapi.json?lang=en' });
  if (answer.status !== 200) throw new Error(`/openapi.json: ${answer.status}`);
  return operationsOf(JSON.parse(answer.body));
}

/** The operations of a document. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const event = operation['x-event'];
      const example = operation.requestBody?.content['application/json']?.example;
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        part: addressing(document, event),
        ...(event === undefined ? {} : { event }),
        ...(example === undefined ? {} : { example }),
      };
    }),
  );
}

function addressing({ components }: Document, event: string | undefined): Operation['part'] {
  const schema = components.schemas[event ?? ''];
  if (!schema?.properties || !('part' in schema.properties)) return 'none';
  return schema.required?.includes('part') ? 'required' : 'optional';
}
