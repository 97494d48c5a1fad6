import { describe, expect, it } from '@jest/globals';
import { DIGEST_POLICY } from '../../../config/digest.js';
import { digestOf, digestsOpen } from './digest-day.js';

const open = (now: string): string[] => digestsOpen(new Date(now), DIGEST_POLICY).map(({ day, sendAt }) => `${day} ${sendAt.toISOString()}`);

describe('the message of a day', () => {
  it.each([
    ['2026-02-10', '2026-02-10T06:00:00.000Z'],
    ['2026-03-28', '2026-03-28T06:00:00.000Z'],
    ['2026-03-29', '2026-03-29T05:00:00.000Z'],
    ['2026-10-24', '2026-10-24T05:00:00.000Z'],
    ['2026-10-25', '2026-10-25T06:00:00.000Z'],
  ])('of %s goes out at seven in Amsterdam: %s', (day, sendAt) => {
    expect(digestOf(day, DIGEST_POLICY).sendAt.toISOString()).toBe(sendAt);
  });
});

describe('what is found now', () => {
  it.each([
    ['at midnight joins the message of the morning', '2026-02-09T23:00:00.000Z', ['2026-02-10 2026-02-10T06:00:00.000Z', '2026-02-11 2026-02-11T06:00:00.000Z']],
    ['just before seven is waited for', '2026-02-10T05:59:00.000Z', ['2026-02-10 2026-02-10T06:14:00.000Z', '2026-02-11 2026-02-11T06:00:00.000Z']],
    ['later on the day is collected for a quarter of an hour', '2026-02-10T13:00:00.000Z', ['2026-02-10 2026-02-10T13:15:00.000Z', '2026-02-11 2026-02-11T06:00:00.000Z']],
    ['too late for that joins the next day’s', '2026-02-10T22:50:00.000Z', ['2026-02-11 2026-02-11T06:00:00.000Z']],
    ['in the night of 23 hours', '2026-03-28T23:00:00.000Z', ['2026-03-29 2026-03-29T05:00:00.000Z', '2026-03-30 2026-03-30T05:00:00.000Z']],
    ['in the night of 25 hours, in the hour that comes twice', '2026-10-25T00:30:00.000Z', ['2026-10-25 2026-10-25T06:00:00.000Z', '2026-10-26 2026-10-26T06:00:00.000Z']],
  ])('%s', (_name, now, expected) => {
    expect(open(now)).toEqual(expected);
  });
});
