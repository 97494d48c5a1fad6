import { randomFillSync, randomInt } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const COUNTER_END = 0x1000;
let last = { ms: 0, counter: 0 };

// RFC 9562, 6.2, method 1: within one millisecond a counter, begun at random in its lower half, keeps the order of creation.
function nextTick(): { ms: number; counter: number } {
  const ms = Date.now();
  if (ms <= last.ms && last.counter + 1 < COUNTER_END) last = { ms: last.ms, counter: last.counter + 1 };
  else last = { ms: Math.max(ms, last.ms + 1), counter: randomInt(COUNTER_END / 2) };
  return last;
}

// Asking for random bytes costs more than making an id of them: many ids at a time.
const pool = Buffer.alloc(16 * 256);
let used = pool.length;

function sixteenRandomBytes(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return Buffer.from(pool.subarray(used - 16, used));
}

/** A new UUIDv7 (RFC 9562): those of one process sort in the order in which they were made. The time in it is a hint, never a fact. */
export function newId(): string {
  const bytes = sixteenRandomBytes();
  const { ms, counter } = nextTick();
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** True when the text is a UUID in canonical lower-case form. */
export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
