import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Whose address counts a failed sign-in: what trusted proxies say, or whoever connected where they say no address. */
export function addressOf({ ip, socket }: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  // Some proxies name the port too: then everybody would be one address, and any stranger could make all of them wait.
  return isIP(ip) === 0 ? (socket.remoteAddress ?? '') : ip;
}

/** Where a request came from, coarse enough to be kept and shown: `192.0.2.*`, `2001:db8:12::/48`; null for what is no address. */
export function coarseAddress(ip: string): string | null {
  const plain = plainAddress(ip);
  if (isIPv4(plain)) return plain.replace(/\d+$/, '*');
  return isIPv6(plain) ? `${groupsOf(plain).slice(0, 3).join(':')}::/48` : null;
}

/** Whether the address is this machine's own. */
export function isLoopback(ip: string): boolean {
  const plain = plainAddress(ip);
  return plain.startsWith('127.') || (isIPv6(plain) && groupsOf(plain).join(':') === '0:0:0:0:0:0:0:1');
}

// A socket that takes both kinds shows IPv4 as ::ffff:192.0.2.1; a zone (%eth0) says nothing about who it is.
function plainAddress(ip: string): string {
  return ip.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}

function groupsOf(ip: string): string[] {
  const [head = '', tail] = ip.toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - front.length - back.length;
  return [...front, ...new Array<string>(Math.max(0, gap)).fill('0'), ...back].map((one) =>
    one.replace(/^0+(?=.)/, ''),
  );
}
