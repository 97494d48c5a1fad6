import { describe, expect, it } from '@jest/globals';
import {
  addDays, addMonths, atTime, dayOf, daysBetween, eachDay, endOfDay, fill, formatDuration, groupsPresent, groupsTogether, halfYearOf, isId, isLocalDay, isLocalTime, newId, NO_GROUPS, parseDuration, Problem,
  startOfDay, totalOf, NOT_FOUND, weekdayOf,
} from './index.js';

describe('durations', () => {
  it.each([['PT72H', 259_200], ['P3D', 259_200], ['PT60S', 60], ['PT1M30S', 90], ['P1DT1H', 90_000], ['PT0S', 0]])('reads %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', 'P', 'PT', 'P1M', 'P1Y', 'PT-1H', 'PT1.5H', '72', 'pt72h', 'P1DT'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([[259_200, 'PT72H'], [90, 'PT1M30S'], [0, 'PT0S'], [3661, 'PT1H1M1S']])('writes %d as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
    expect(parseDuration(text)).toBe(seconds);
  });
});

describe('days in Europe/Amsterdam', () => {
  it.each([
    ['2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['2026-02-05', '2026-02-04T23:00:00.000Z', 24],
  ])('%s begins at %s and lasts %d hours', (day, start, hours) => {
    expect(startOfDay(day).toISOString()).toBe(start);
    expect((endOfDay(day).getTime() - startOfDay(day).getTime()) / 3_600_000).toBe(hours);
  });

  it('knows which day an instant is on', () => {
    expect(dayOf(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
    expect(dayOf(new Date('2026-12-31T22:59:59Z'))).toBe('2026-12-31');
  });

  it('adds and counts', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
    expect(daysBetween('2026-03-01', '2026-02-01')).toBe(-28);
    expect(eachDay('2026-12-30', '2027-01-02')).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']);
  });

  it('ends at the end of the calendar and gives nothing for an inverted period', () => {
    expect(eachDay('9999-12-31', '9999-12-31')).toEqual(['9999-12-31']);
    expect(eachDay('2026-01-02', '2026-01-01')).toEqual([]);
  });

  it.each([['2026-06-30', '2026-01-01', '2026-06-30'], ['2026-07-01', '2026-07-01', '2026-12-31']])('%s is in a half-year', (day, from, to) => {
    expect(halfYearOf(day)).toEqual({ from, to });
  });

  it.each([['2026-02-28', true], ['2026-02-29', false], ['26-02-01', false], ['2026-2-1', false], [null, false]])('%j is a day: %s', (text, is) => {
    expect(isLocalDay(text)).toBe(is);
  });
});

describe('times of day in Europe/Amsterdam', () => {
  it.each([
    ['an ordinary morning', '2026-02-05', '08:30', '2026-02-05T07:30:00.000Z'],
    ['summer', '2026-07-01', '00:00', '2026-06-30T22:00:00.000Z'],
    ['a time that does not come, when the clocks go forward', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['the first of two, when the clocks go back', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  ])('%s', (_name, day, time, instant) => {
    expect(atTime(day, time).toISOString()).toBe(instant);
  });

  it.each([['00:00', true], ['23:59', true], ['24:00', false], ['8:30', false], ['08:60', false], ['08:30:00', false], [830, false]])('%j is a time: %s', (text, is) => {
    expect(isLocalTime(text)).toBe(is);
  });

  it('know the day of the week', () => {
    expect(['2026-02-02', '2026-03-29', '2026-10-25', '2026-12-31'].map(weekdayOf)).toEqual([1, 7, 7, 4]);
  });
});

describe('ids', () => {
  it('sort in the order in which they were made, also thousands within a millisecond', () => {
    const made = Array.from({ length: 20_000 }, newId);
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    expect(made.every(isId)).toBe(true);
  });

  it('are UUIDv7 and sort by the time they were made', async () => {
    const first = newId();
    await new Promise((resolve) => setTimeout(resolve, 3));
    const second = newId();
    expect(isId(first)).toBe(true);
    expect(first[14]).toBe('7');
    expect(second > first).toBe(true);
  });

  it.each(['', 'x', '01a20aff-77c2-729d-98d8-877DCD800406', "' OR 1=1"])('%j is no id', (text) => {
    expect(isId(text)).toBe(false);
  });
});

describe('groups and texts', () => {
  it('add up', () => {
    const groups = { ...NO_GROUPS, families: 60, wheelchairUsers: 2 };
    expect(totalOf(groups)).toBe(62);
    expect(groupsPresent(groups)).toEqual(['families', 'wheelchairUsers']);
    expect(groupsTogether([groups, groups, { ...NO_GROUPS, singleAdults: 1 }])).toEqual({ ...NO_GROUPS, families: 120, wheelchairUsers: 4, singleAdults: 1 });
    expect(groupsTogether([])).toEqual(NO_GROUPS);
  });

  it('leave a gap visible', () => {
    expect(fill('{a} van {b}', { a: 1 })).toBe('1 van {b}');
  });

  it('take apart what looks like a parameter in somebody’s text, and pass on what is nothing but one', () => {
    expect(fill('{name}: {link}', { name: 'Sporthal {link} en {x}', link: '{answerLink}' })).toBe('Sporthal (link) en (x): {answerLink}');
  });

  it('say what is wrong in both languages', () => {
    const problem = new Problem({ ...NOT_FOUND, detail: { nl: 'Geen {x}', en: 'No {x}' } }, { x: 'y' });
    expect([problem.detailIn('nl'), problem.detailIn('en')]).toEqual(['Geen y', 'No y']);
  });
});
