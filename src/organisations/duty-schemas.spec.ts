import { describe, expect, it } from '@jest/globals';
import { Problem } from '../kernel/index.js';
import { parseInput } from '../platform/http/index.js';
import { DUTY_EXCEPTION_INPUT, DUTY_SHIFT_INPUT } from './duty-schemas.js';

function errorsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.fields.map(({ path, code }) => `${path} ${code}`).sort();
    throw error;
  }
}

describe('a shift', () => {
  const shift = (change: object): unknown => parseInput(DUTY_SHIFT_INPUT, { weekdays: [1], from: '08:00', until: '18:00', ...change });

  it('has each day once, in order', () => {
    expect(shift({ weekdays: [7, 1, 7, 3], from: ' 08:00 ' })).toEqual({ weekdays: [1, 3, 7], from: '08:00', until: '18:00' });
  });

  it('may end on the next day, and last a day and a night', () => {
    expect(errorsOf(() => shift({ from: '22:00', until: '06:00' }))).toEqual([]);
    expect(errorsOf(() => shift({ from: '08:00', until: '08:00' }))).toEqual([]);
  });

  it.each([
    [{ weekdays: [] }, ['weekdays required']],
    [{ weekdays: [0, 8, 1.5] }, ['weekdays.0 too-small', 'weekdays.1 too-large', 'weekdays.2 wrong-type']],
    [{ from: '24:00', until: '8:00' }, ['from not-a-time-of-day', 'until not-a-time-of-day']],
    [{ from: undefined, hours: 3, weekdays: 'ma' }, ['from required', 'hours unknown', 'weekdays wrong-type']],
  ])('is refused with %j', (change, expected) => {
    expect(errorsOf(() => shift(change))).toEqual(expected);
  });
});

describe('an exception', () => {
  const exception = (change: object): unknown => parseInput(DUTY_EXCEPTION_INPUT, { firstDay: '2026-04-27', reason: 'Koningsdag', ...change });

  it('is about a day, a week, or some hours of them', () => {
    for (const change of [{}, { lastDay: '2026-05-03' }, { from: '22:00', until: '06:00' }, { contactId: null, from: null, until: null }]) expect(errorsOf(() => exception(change))).toEqual([]);
  });

  it.each([
    [{ lastDay: '2026-04-26' }, ['lastDay inverted-period']],
    [{ lastDay: '2027-04-27' }, []],
    [{ lastDay: '2027-04-28' }, ['lastDay too-long-a-period']],
    [{ from: '22:00' }, ['until half-a-period']],
    [{ until: '06:00' }, ['until half-a-period']],
    [{ firstDay: '2026-02-30', from: '25:00', reason: '', contactId: 'Sam' }, ['contactId not-an-id', 'firstDay not-a-day', 'from not-a-time-of-day', 'reason required', 'until half-a-period']],
    [{ reason: 'a\nb' }, ['reason wrong-format']],
  ])('%j: %j', (change, expected) => {
    expect(errorsOf(() => exception(change))).toEqual(expected);
  });
});
