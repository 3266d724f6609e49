/** Personal data and free text: sealed at the edge, opened for people in scope. Pure but for the key files. */
export * from './keyring.js';
export * from './mask.js';
export * from './open-facts.js';
export * from './seal.js';
export * from './seal-body.js';
export * from './sealed-stream.js';
export * from './tag.js';
