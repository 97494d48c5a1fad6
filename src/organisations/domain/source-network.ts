/**
 * The network that an attempt comes from, as far as one subscriber reaches: an IPv4 address, or the first 64 bits of an
 * IPv6 address (RFC 6177: a site gets at least that), because whoever has those can use a new address for every attempt.
 */
export function sourceNetwork(address: string): string {
  const text = address.toLowerCase().split('%')[0]!;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (mapped) return mapped[1]!;
  return text.includes(':') ? `${firstFourGroups(text).join(':')}::/64` : text;
}

function firstFourGroups(address: string): string[] {
  const [head = '', tail = ''] = address.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
}

const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':'));
