/** An address as bits: four bytes of IPv4, or eight groups of sixteen bits of IPv6. */
type Parsed = { readonly family: 4 | 6; readonly parts: readonly number[] };

type Block = { readonly parts: readonly number[]; readonly length: number };
const WIDTH = { 4: 8, 6: 16 } as const;

const parsed4 = (text: string): readonly number[] | undefined => {
  if (!/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
};

/** The last 32 bits of an IPv6 address may be written as an IPv4 one: `isEnd`. */
function groupsOf(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const pieces = text.split(':');
  for (const [index, piece] of pieces.entries()) {
    const bytes = isEnd && index === pieces.length - 1 ? parsed4(piece) : undefined;
    if (bytes) groups.push(bytes[0]! * 256 + bytes[1]!, bytes[2]! * 256 + bytes[3]!);
    else if (/^[0-9a-f]{1,4}$/i.test(piece)) groups.push(Number.parseInt(piece, 16));
    else return undefined;
  }
  return groups;
}

function parsed6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail!.length;
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => 0), ...tail!];
}

function parse(text: string): Parsed | undefined {
  const parts4 = parsed4(text);
  if (parts4) return { family: 4, parts: parts4 };
  const parts6 = text.includes(':') ? parsed6(text) : undefined;
  return parts6 && { family: 6, parts: parts6 };
}

const block = (text: string): Block => {
  const [address = '', length = ''] = text.split('/');
  return { parts: parse(address)!.parts, length: Number(length) };
};

function isIn({ parts }: Parsed, { parts: start, length }: Block, width: number): boolean {
  return parts.every((part, index) => {
    const bits = Math.max(0, Math.min(width, length - index * width));
    return part >> (width - bits) === start[index]! >> (width - bits);
  });
}

/** What is no public IPv4 address: IANA's registry of special purposes (RFC 6890 and later), multicast and class E. */
const NOT_PUBLIC_4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15',
  '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
].map(block);
/**
 * Of IPv6 only global unicast is public, and of that not what IANA keeps for itself (Teredo among it), documentation and 6to4. What
 * holds an IPv4 address inside (mapped, translated, 6to4, Teredo) is refused whatever that address is.
 */
const GLOBAL_6 = block('2000::/3');
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(block);
const LOOPBACK = { 4: block('127.0.0.0/8'), 6: block('::1/128') };

/** True for an address that anybody on the internet can have. What is no address is not public. */
export function isPublicAddress(text: string): boolean {
  const address = parse(text);
  if (!address) return false;
  const inAny = (blocks: readonly Block[]): boolean => blocks.some((one) => isIn(address, one, WIDTH[address.family]));
  return address.family === 4 ? !inAny(NOT_PUBLIC_4) : inAny([GLOBAL_6]) && !inAny(NOT_PUBLIC_6);
}

/** True for an address of this machine itself. */
export function isLoopback(text: string): boolean {
  const address = parse(text);
  return address !== undefined && isIn(address, LOOPBACK[address.family], WIDTH[address.family]);
}

export const isAddress = (text: string): boolean => parse(text) !== undefined;
