import { contentSecurityPolicy } from './style.js';

/** Sent with every page to print: it may do nothing but show itself, and nobody keeps it. */
export const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
