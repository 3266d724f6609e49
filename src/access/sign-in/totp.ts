import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that a code stands for (RFC 6238, 4.1). */
export const STEP_SECONDS = 30;

const DIGITS = 6;

/** The code of a time step: HOTP (RFC 4226, 5.3) with HMAC-SHA-1, which is what every authenticator can. */
export function codeOf(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code this is, among the present one and its two neighbours (RFC 6238, 5.2: clocks differ, and people need
 * time to type); undefined when it is none of them. `now` in milliseconds.
 */
export function stepOf(secret: Buffer, code: string, now: number): number | undefined {
  const present = Math.floor(now / 1000 / STEP_SECONDS);
  return [present, present - 1, present + 1].find((step) => isEqual(codeOf(secret, step), code));
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 (RFC 4648, 6) without padding, as authenticators take secrets. */
export function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What a QR code holds from which an authenticator takes the secret (Key URI Format). */
export function otpauthUri(issuer: string, account: string, secret: Buffer): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
