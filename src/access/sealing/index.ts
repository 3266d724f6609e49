/** Personal data and free text: sealed at the edge, opened for people in scope. Pure but for the key files. */
export * from './file-keys.js';
export * from './keyring.js';
export * from './keys-in-use.js';
export * from './mask.js';
export * from './open-facts.js';
export * from './seal.js';
export * from './seal-body.js';
export * from './sealed-in.js';
export * from './sealed-stream.js';
export * from './suite.js';
