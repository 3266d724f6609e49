import { contentSecurityPolicy } from './style.js';

/** Sent with every page to print, besides what every answer has: it may do nothing but show itself. */
export const pageHeaders = { 'content-security-policy': contentSecurityPolicy };
