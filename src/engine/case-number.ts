const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const china = 8 * 3_600_000;

/**
 * The number people say: `L20241118-7K3F-9Q2M`, the letter of the definition, the day in China and 40 random bits of the case's UUIDv7 in Crockford's
 * base 32. Two alike on one day are as rare as 1 in 20,000 at 10,000 cases a day; the unique key then refuses the second.
 */
export function numberOf(letter: string, caseId: string, recordedAt: string): string {
  const day = new Date(Date.parse(recordedAt) + china).toISOString().slice(0, 10).replaceAll('-', '');
  let bits = BigInt(`0x${caseId.replaceAll('-', '').slice(-10)}`);
  let text = '';
  for (let i = 0; i < 8; i++, bits >>= 5n) text = `${alphabet[Number(bits & 31n)]}${text}`;
  return `${letter}${day}-${text.slice(0, 4)}-${text.slice(4)}`;
}
