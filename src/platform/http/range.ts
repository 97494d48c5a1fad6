/** A part of something, both ends included. */
export type Range = { readonly start: number; readonly end: number };

/**
 * What a Range header asks of something `size` bytes long (RFC 9110, 14.2): one part, `outside` when nothing of it is there,
 * or `whole` when there is no header, or one that may be ignored: several parts, another unit, turned round.
 */
export function rangeOf(header: string | undefined, size: number): Range | 'whole' | 'outside' {
  const text = header?.trim() ?? '';
  const lastBytes = /^bytes=-(\d{1,15})$/.exec(text)?.[1];
  if (lastBytes !== undefined) return Number(lastBytes) === 0 || size === 0 ? 'outside' : { start: Math.max(0, size - Number(lastBytes)), end: size - 1 };
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(text) ?? [];
  if (first === undefined) return 'whole';
  const start = Number(first);
  const end = last ? Number(last) : Infinity;
  if (end < start) return 'whole';
  return start >= size ? 'outside' : { start, end: Math.min(end, size - 1) };
}
