/** What a case definition is made of. Everything a domain may import from the engine. */
export * from './canonical.js';
export * from './correction.js';
export type { FieldOptions } from './field.js';
export * from './fields.js';
export * from './json.js';
export * from './list-fields.js';
export * from './moment-fields.js';
export * from './payload.js';
export * from './statechart.js';
export * from './text-fields.js';
export * from './types.js';
export * from './undoing.js';
export * from './view.js';
