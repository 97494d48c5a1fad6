import { describe, expect, it } from '@jest/globals';
import { calendarEvents, type CalendarFacts } from './calendar-events.js';

const DEADLINE = new Date('2026-11-28T12:00:00Z');
const DUE = new Date('2026-11-26T12:00:00Z');

const facts = (activation: object = {}, first: object = {}, second: object = {}): CalendarFacts => ({
  activation: { id: 'a', status: 'running', deadlineAt: DEADLINE, parties: { ministryId: 'pro', coaId: 'coa', redCrossId: 'rk' }, ...activation },
  deployments: [
    { id: 'd1', extraPlacesId: null, deadlineAt: null, municipalityId: 'assen', state: 'preparing', lastNight: '2026-12-20', location: { name: 'Sporthal' }, ...first },
    { id: 'd2', extraPlacesId: null, deadlineAt: null, municipalityId: 'emmen', state: 'alerted', lastNight: null, location: { name: 'Kantoor' }, ...second },
  ],
  milestones: [
    { id: 'm1', deploymentId: 'd1', organisationId: 'assen', kind: 'keys', dueAt: DUE, state: 'done' },
    { id: 'm2', deploymentId: 'd1', organisationId: 'coa', kind: 'open', dueAt: DEADLINE, state: 'open' },
    { id: 'm3', deploymentId: 'd2', organisationId: 'emmen', kind: 'keys', dueAt: DUE, state: 'open' },
  ],
});
const told = (organisation: string, of = facts()): string[] => calendarEvents(organisation, of).map(({ uid, cancelled }) => (cancelled ? `${uid} cancelled` : uid));

describe('the calendar of an organisation', () => {
  it.each([
    ['assen', ['deadline-a', 'milestone-m1', 'last-night-d1']],
    ['emmen', ['deadline-a', 'milestone-m3']],
    ['coa', ['deadline-a', 'milestone-m2', 'last-night-d1']],
    ['pro', ['deadline-a', 'last-night-d1']],
    ['groningen', []],
  ])('of %s holds its own only', (organisation, events) => {
    expect(told(organisation)).toEqual(events);
  });

  it('says when, where, and what is done', () => {
    expect(calendarEvents('assen', facts())).toMatchObject([
      { at: DEADLINE, about: 'deadline', location: null }, { at: DUE, milestone: 'keys', location: 'Sporthal', done: true }, { at: '2026-12-20', about: 'last-night', location: 'Sporthal' },
    ]);
  });

  it('has the later deadline of extra places for who serves with those, and that of the activation for nobody else', () => {
    const later = new Date('2026-11-30T12:00:00Z');
    const extra = facts({}, {}, { extraPlacesId: 'x', deadlineAt: later });
    expect([told('emmen', extra), told('assen', extra)]).toEqual([['deadline-x', 'milestone-m3'], ['deadline-a', 'milestone-m1', 'last-night-d1']]);
    expect(calendarEvents('coa', extra).slice(0, 2)).toMatchObject([{ uid: 'deadline-a', at: DEADLINE, about: 'deadline' }, { uid: 'deadline-x', at: later, about: 'extra-deadline' }]);
    expect(told('emmen', facts({}, {}, { extraPlacesId: 'x', deadlineAt: null }))).toEqual(['deadline-a', 'milestone-m3']);
    expect(told('emmen', facts({}, {}, { extraPlacesId: 'x', deadlineAt: later, state: 'refused' }))[0]).toBe('deadline-x cancelled');
  });

  it('keeps as cancelled what ended with the activation, or with a building that was refused or dropped out', () => {
    expect(told('assen', facts({ status: 'cancelled' }))).toEqual(['deadline-a cancelled', 'milestone-m1 cancelled', 'last-night-d1 cancelled']);
    expect(told('assen', facts({}, { state: 'failed' }))).toEqual(['deadline-a cancelled', 'milestone-m1 cancelled', 'last-night-d1 cancelled']);
    expect(told('coa', facts({}, { state: 'refused' }))).toEqual(['deadline-a', 'milestone-m2 cancelled', 'last-night-d1 cancelled']);
  });
});
