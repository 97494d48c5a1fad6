import { expect, it } from '@jest/globals';
import { type Availability, blocksAt } from './availability.js';

const at = new Date('2026-03-01T00:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const SPAN = 100;

it.each([
  ['ends as it starts', -50, 0, []],
  ['ends just after', -50, 1, ['booked']],
  ['begins at the last instant', 100, 200, ['booked']],
  ['begins after it', 101, 200, []],
  ['spans it', -50, 500, ['booked']],
  ['has no end', -50, null, ['booked']],
])('a period that %s', (_name, from, until, kinds) => {
  const availability: Availability = { unavailable: [{ from: later(from), until: until === null ? null : later(until), reason: 'beurs' }], holds: [] };
  expect(blocksAt(availability, at, SPAN).map((block) => block.kind)).toEqual(kinds);
});

it.each([
  ['has begun', 0, null, false, ['deployed']],
  ['lies ahead', 1, null, false, ['booked']],
  ['was released', -50, 0, false, []],
  ['is an exercise', -50, null, true, []],
])('a hold that %s', (_name, from, until, exercise, kinds) => {
  const hold = { from: later(from), until: until === null ? null : later(until), activationId: 'a', exercise };
  expect(blocksAt({ unavailable: [], holds: [hold] }, at, SPAN).map((block) => block.kind)).toEqual(kinds);
});
