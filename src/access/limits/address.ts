import { isIP } from 'node:net';

/**
 * What stands for a caller's address in limits: IPv4 as it is, of IPv6 the first 64 bits, which is what one household or
 * office is given. `claimed` is what trusted proxies say, `connected` whoever opened the connection; what is no address
 * counts as the latter.
 */
export function addressSubject(claimed: string | undefined, connected: string | undefined): string {
  const address = claimed !== undefined && isIP(claimed) !== 0 ? claimed : (connected ?? '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return isIP(address) === 6 ? network(address) : address;
}

// The first four of the eight groups, written out.
function network(address: string): string {
  const [before = '', after] = address.split('%', 1)[0]?.split('::') ?? [];
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length - (address.includes('.') ? 1 : 0);
  const groups = [...head, ...Array<string>(Math.max(0, zeros)).fill('0'), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
