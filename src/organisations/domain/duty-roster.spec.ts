import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addSeconds, atTime, WEEKDAYS, type LocalDay, type LocalTime, type Weekday } from '../../kernel/index.js';
import { dutyAt, dutySegments, onDuty, type DutyException, type DutyRoster, type DutyShift, type RosterContact } from './duty-roster.js';

// Two desks and a night desk with a roster, and two persons.
const CONTACTS: readonly RosterContact[] = [
  { id: 'wethouder', duty: false, rank: 5 }, { id: 'nacht', duty: true, rank: 3 }, { id: 'dag', duty: true, rank: 1 }, { id: 'weekend', duty: true, rank: 2 }, { id: 'sam', duty: false, rank: 4 },
];
const PERSONS = ['sam', 'wethouder'];
const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

const shift = (contactId: string, weekdays: readonly Weekday[], from: LocalTime, until: LocalTime): DutyShift => ({ contactId, weekdays, from, until });
const except = (contactId: string | null, firstDay: LocalDay, lastDay = firstDay, from?: LocalTime, until?: LocalTime): DutyException =>
  ({ contactId, firstDay, lastDay, hours: from && until ? { from, until } : null });
const roster = (shifts: readonly DutyShift[], exceptions: readonly DutyException[] = []): DutyRoster => ({ shifts, exceptions });
const at = (text: string): Date => new Date(text);
const names = (the: DutyRoster, when: Date, contacts = CONTACTS): string[] => onDuty(the, contacts, when).map(({ id }) => id);

/** The usual one: days, nights that cross midnight, and the weekend from Friday evening until Monday morning. */
const USUAL = roster([shift('dag', WORKDAYS, '08:00', '18:00'), shift('nacht', [1, 2, 3, 4], '18:00', '08:00'), shift('weekend', [5], '18:00', '00:00'), shift('weekend', [6, 7], '00:00', '00:00'), shift('weekend', [1], '00:00', '08:00')]);

describe('who has duty', () => {
  it.each([
    ['on a morning', '2026-02-03T09:00:00+01:00', ['dag']],
    ['at its first minute', '2026-02-03T08:00:00+01:00', ['dag']],
    ['until its last', '2026-02-03T17:59:59+01:00', ['dag']],
    ['from the change on', '2026-02-03T18:00:00+01:00', ['nacht']],
    ['at midnight', '2026-02-04T00:00:00+01:00', ['nacht']],
    ['after midnight', '2026-02-04T03:00:00+01:00', ['nacht']],
    ['in the night before a workday begins', '2026-02-04T07:59:59+01:00', ['nacht']],
    ['on Friday evening', '2026-02-06T18:00:00+01:00', ['weekend']],
    ['through the weekend', '2026-02-08T12:00:00+01:00', ['weekend']],
    ['until Monday morning', '2026-02-09T07:59:00+01:00', ['weekend']],
    ['on Monday', '2026-02-09T08:00:00+01:00', ['dag']],
  ])('%s', (_name, when, expected) => {
    expect(names(USUAL, at(when))).toEqual([...expected, ...PERSONS]);
  });

  it('comes before the persons, whatever the ranks; both in their own order', () => {
    const turned = CONTACTS.map((contact) => ({ ...contact, rank: 10 - contact.rank }));
    expect(names(USUAL, at('2026-02-03T09:00:00+01:00'), turned)).toEqual(['dag', 'wethouder', 'sam']);
  });

  it('is everybody whose shifts overlap, by rank', () => {
    const the = roster([...USUAL.shifts, shift('nacht', [2], '16:00', '18:00')]);
    expect(names(the, at('2026-02-03T16:30:00+01:00'))).toEqual(['dag', 'nacht', ...PERSONS]);
    expect(names(the, at('2026-02-03T15:30:00+01:00'))).toEqual(['dag', ...PERSONS]);
  });

  it('is every duty number in a gap, and says that it is one', () => {
    const the = roster([shift('dag', WORKDAYS, '08:00', '17:00'), shift('nacht', WORKDAYS, '18:00', '08:00'), shift('weekend', [6, 7], '08:00', '20:00')]);
    for (const gap of ['2026-02-03T17:30:00+01:00', '2026-02-08T23:00:00+01:00']) {
      expect(names(the, at(gap))).toEqual(['dag', 'weekend', 'nacht', ...PERSONS]);
      expect(dutyAt(the, CONTACTS, at(gap)).gap).toBe(true);
    }
    expect(dutyAt(the, CONTACTS, at('2026-02-03T10:00:00+01:00')).gap).toBe(false);
  });

  it('is every duty number while there is no roster', () => {
    expect(names(roster([]), at('2026-02-03T09:00:00+01:00'))).toEqual(['dag', 'weekend', 'nacht', ...PERSONS]);
    expect(dutyAt(roster([]), CONTACTS, at('2026-02-03T09:00:00+01:00')).gap).toBe(false);
  });

  it('is always a duty number without shifts of its own, beside who is on the roster', () => {
    const the = roster([shift('nacht', [...WEEKDAYS], '22:00', '06:00'), shift('weekend', [6, 7], '06:00', '22:00')]);
    expect(names(the, at('2026-02-03T12:00:00+01:00'))).toEqual(['dag', ...PERSONS]);
    expect(names(the, at('2026-02-03T23:00:00+01:00'))).toEqual(['dag', 'nacht', ...PERSONS]);
  });

  it('is nobody without a duty number: then the persons come first; and nobody at all without contacts', () => {
    const persons = CONTACTS.filter(({ duty }) => !duty);
    expect(names(USUAL, at('2026-02-03T09:00:00+01:00'), persons)).toEqual(PERSONS);
    expect(dutyAt(USUAL, persons, at('2026-02-03T09:00:00+01:00'))).toEqual({ contacts: [], gap: false });
    expect(names(USUAL, at('2026-02-03T09:00:00+01:00'), [])).toEqual([]);
  });

  it('does not follow shifts of somebody who is no contact, or no duty number, any more', () => {
    const without = CONTACTS.filter(({ id }) => id !== 'dag');
    expect(names(USUAL, at('2026-02-03T09:00:00+01:00'), without)).toEqual(['weekend', 'nacht', ...PERSONS]);
    const demoted = CONTACTS.map((contact) => (contact.id === 'dag' ? { ...contact, duty: false } : contact));
    expect(names(USUAL, at('2026-02-03T09:00:00+01:00'), demoted)).toEqual(['weekend', 'nacht', 'dag', ...PERSONS]);
  });
});

describe('an exception', () => {
  const inWeek = (exceptions: readonly DutyException[], when: string): string[] => names(roster(USUAL.shifts, exceptions), at(when));

  it.each([
    ['a day that was swapped', [except('nacht', '2026-02-03')], '2026-02-03T09:00:00+01:00', ['nacht', ...PERSONS]],
    ['the day before it', [except('nacht', '2026-02-03')], '2026-02-02T23:59:59+01:00', ['nacht', ...PERSONS]],
    ['the day after it', [except('nacht', '2026-02-03')], '2026-02-04T09:00:00+01:00', ['dag', ...PERSONS]],
    ['a night shift that would run into it', [except('dag', '2026-02-04')], '2026-02-04T03:00:00+01:00', ['dag', ...PERSONS]],
    ['a whole week', [except('weekend', '2026-02-02', '2026-02-08')], '2026-02-04T03:00:00+01:00', ['weekend', ...PERSONS]],
    ['only some hours of a day', [except('weekend', '2026-02-03', '2026-02-03', '12:00', '14:00')], '2026-02-03T13:00:00+01:00', ['weekend', ...PERSONS]],
    ['the other hours of that day', [except('weekend', '2026-02-03', '2026-02-03', '12:00', '14:00')], '2026-02-03T14:00:00+01:00', ['dag', ...PERSONS]],
    ['hours that cross midnight', [except('dag', '2026-02-03', '2026-02-03', '20:00', '06:00')], '2026-02-04T05:59:00+01:00', ['dag', ...PERSONS]],
    ['a person who stands in, before the other persons', [except('wethouder', '2026-02-03')], '2026-02-03T09:00:00+01:00', ['wethouder', 'sam']],
    ['a holiday on which nobody stands in: every duty number', [except(null, '2026-04-27')], '2026-04-27T09:00:00+02:00', ['dag', 'weekend', 'nacht', ...PERSONS]],
    ['somebody who is no contact any more: every duty number', [except('gone', '2026-02-03')], '2026-02-03T09:00:00+01:00', ['dag', 'weekend', 'nacht', ...PERSONS]],
    ['a day within a swapped week: the day', [except('weekend', '2026-02-02', '2026-02-08'), except('nacht', '2026-02-04')], '2026-02-04T12:00:00+01:00', ['nacht', ...PERSONS]],
    ['hours within a swapped day: the hours', [except('weekend', '2026-02-04'), except('nacht', '2026-02-04', '2026-02-04', '10:00', '13:00')], '2026-02-04T12:00:00+01:00', ['nacht', ...PERSONS]],
    ['two for the same day: both', [except('weekend', '2026-02-04'), except('nacht', '2026-02-04')], '2026-02-04T12:00:00+01:00', ['weekend', 'nacht', ...PERSONS]],
  ] as [string, DutyException[], string, string[]][])('%s', (_name, exceptions, when, expected) => {
    expect(inWeek(exceptions, when)).toEqual(expected);
  });

  it('leaves alone who is answered at all times', () => {
    const the = roster([shift('nacht', [...WEEKDAYS], '22:00', '06:00'), shift('weekend', [6, 7], '06:00', '22:00')], [except('sam', '2026-02-03')]);
    expect(names(the, at('2026-02-03T23:00:00+01:00'))).toEqual(['dag', 'sam', 'wethouder']);
  });
});

describe('the nights on which the clocks change', () => {
  // A change of duty in the very hour: at 02:30.
  const the = roster([shift('nacht', [...WEEKDAYS], '20:00', '02:30'), shift('dag', [...WEEKDAYS], '02:30', '11:00'), shift('weekend', [...WEEKDAYS], '11:00', '20:00')]);

  it.each([
    ['forward: before', '2026-03-29T01:59:59+01:00', 'nacht'],
    ['forward: the time that does not come is an hour later', '2026-03-29T03:29:59+02:00', 'nacht'],
    ['forward: from then on', '2026-03-29T03:30:00+02:00', 'dag'],
    ['back: before', '2026-10-25T02:29:59+02:00', 'nacht'],
    ['back: the first of two', '2026-10-25T02:30:00+02:00', 'dag'],
    ['back: not once more in the hour that comes again', '2026-10-25T02:15:00+01:00', 'dag'],
    ['back: afterwards', '2026-10-25T03:00:00+01:00', 'dag'],
  ])('%s', (_name, when, expected) => {
    expect(names(the, at(when))).toEqual([expected, ...PERSONS]);
  });

  it.each([['2026-03-29', 23], ['2026-10-25', 25]])('%s has no gap and nobody twice in its %d hours', (day, hours) => {
    const period = { from: atTime(day, '00:00'), until: addSeconds(atTime(day, '00:00'), hours * 3600) };
    const segments = dutySegments(the, CONTACTS, period);
    expect(segments.map(({ contacts }) => contacts.map(({ id }) => id))).toEqual([['nacht'], ['dag'], ['weekend'], ['nacht']]);
    expect(segments.every(({ gap }) => !gap)).toBe(true);
  });
});

describe('who has duty over a while', () => {
  const week = { from: atTime('2026-02-02', '00:00'), until: atTime('2026-02-09', '00:00') };

  it('is told from change to change, without a hole', () => {
    const segments = dutySegments(roster(USUAL.shifts, [except('weekend', '2026-02-03')]), CONTACTS, week);
    expect(segments.slice(0, 5).map(({ from, contacts }) => [from.toISOString(), contacts.map(({ id }) => id).join()])).toEqual([
      ['2026-02-01T23:00:00.000Z', 'weekend'], ['2026-02-02T07:00:00.000Z', 'dag'], ['2026-02-02T17:00:00.000Z', 'nacht'],
      ['2026-02-02T23:00:00.000Z', 'weekend'], ['2026-02-03T23:00:00.000Z', 'nacht'],
    ]);
    expect(segments.at(-1)!.until).toEqual(week.until);
  });
});

describe('any roster', () => {
  const ids = CONTACTS.map(({ id }) => id);
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const anyShift = fc.record({ contactId: fc.constantFrom(...ids), weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }), from: time, until: time });
  const days: readonly LocalDay[] = ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26'];
  const anyException = fc.record({ contactId: fc.constantFrom(...ids, null), days: fc.tuple(fc.constantFrom(...days), fc.constantFrom(...days)), hours: fc.option(fc.record({ from: time, until: time })) })
    .map(({ contactId, days: [a, b], hours }) => ({ contactId, firstDay: a < b ? a : b, lastDay: a < b ? b : a, hours }));
  const anyRoster = fc.record({ shifts: fc.array(anyShift, { maxLength: 8 }), exceptions: fc.array(anyException, { maxLength: 4 }) });
  // Around both changes of the clocks.
  const anyInstant = fc.oneof(fc.integer({ min: 0, max: 4 * 86_400 }).map((seconds) => addSeconds(at('2026-03-27T00:00:00Z'), seconds)), fc.integer({ min: 0, max: 4 * 86_400 }).map((seconds) => addSeconds(at('2026-10-23T00:00:00Z'), seconds)));
  const anyContacts = fc.subarray([...CONTACTS], { minLength: 1 });

  it('alerts somebody, nobody twice, every person, and duty before persons', () => {
    fc.assert(fc.property(anyRoster, anyContacts, anyInstant, (the, contacts, when) => {
      const list = onDuty(the, contacts, when);
      const duty = dutyAt(the, contacts, when).contacts;
      expect(list.length).toBeGreaterThan(0);
      expect(new Set(list).size).toBe(list.length);
      expect(list).toEqual(expect.arrayContaining(contacts.filter((contact) => !contact.duty)));
      expect(list.slice(0, duty.length)).toEqual(duty);
      if (contacts.some((contact) => contact.duty)) expect(duty.length).toBeGreaterThan(0);
    }));
  });

  it('tells over a while what it tells at each instant of it', () => {
    fc.assert(fc.property(anyRoster, anyContacts, anyInstant, fc.integer({ min: 1, max: 3 * 86_400 }), (the, contacts, from, seconds) => {
      const until = addSeconds(from, seconds);
      const segments = dutySegments(the, contacts, { from, until });
      expect([segments[0]!.from, segments.at(-1)!.until]).toEqual([from, until]);
      for (const [index, segment] of segments.entries()) {
        if (index > 0) expect(segment.from).toEqual(segments[index - 1]!.until);
        for (const when of [segment.from, new Date((segment.from.getTime() + segment.until.getTime()) / 2), new Date(segment.until.getTime() - 1)]) {
          expect(segment.contacts.map(({ id }) => id)).toEqual(dutyAt(the, contacts, when).contacts.map(({ id }) => id));
        }
      }
    }), { numRuns: 300 });
  });
});
