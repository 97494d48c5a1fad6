import { describe, expect, it } from '@jest/globals';
import { ACTIVATION_POLICY } from '../../../config/activation.js';
import type { Problem } from '../../kernel/index.js';
import { NO_GROUPS } from '../../kernel/index.js';
import {
  checkPicked,
  checkShortfall,
  checkTrigger,
  type PickedLocation,
  type TriggerInput,
  type TriggerRequestFacts,
  windowOf,
} from './trigger-request.js';

const NOW = new Date('2026-03-01T12:00:00+01:00');
const request: TriggerRequestFacts = { places: 100, windowSeconds: 259_200, from: '2026-02-10', until: '2026-06-30', accepted: true };
const input: TriggerInput = {
  places: 100,
  groups: { ...NO_GROUPS, families: 40, singleAdults: 60 },
  reason: 'Geen bed vannacht in Ter Apel',
  exercise: false,
  windowSeconds: null,
  locations: null,
  acceptShortfall: false,
};
const check = (change: Partial<TriggerInput>, facts: Partial<TriggerRequestFacts> = {}, now = NOW): Problem | null =>
  checkTrigger({ ...input, ...change }, { ...request, ...facts }, ACTIVATION_POLICY, now);
const paths = (problem: Problem | null): string[] => problem?.fields.map(({ path }) => path) ?? [];

describe('what is asked at a trigger', () => {
  const rows: [string, Partial<TriggerInput>, string[]][] = [
    ['as it should be', {}, []],
    ['one place', { places: 1, groups: { ...NO_GROUPS, families: 1 } }, []],
    ['no places', { places: 0, groups: NO_GROUPS }, ['places']],
    ['fewer than none', { places: -5 }, ['places', 'groups']],
    ['one more than the request', { places: 101, groups: { ...NO_GROUPS, families: 101 } }, ['places']],
    ['half a place', { places: 99.5 }, ['places', 'groups']],
    ['groups one short', { groups: { ...NO_GROUPS, families: 99 } }, ['groups']],
    ['groups one over', { groups: { ...NO_GROUPS, families: 101 } }, ['groups']],
    ['wrong counts add up all the same', { groups: { families: 100.5, singleAdults: -0.5, unaccompaniedMinors: 0, wheelchairUsers: Number.NaN } }, ['groups.families', 'groups.singleAdults', 'groups.wheelchairUsers']],
    ['no reason', { reason: '  ' }, ['reason']],
    ['the window of the request, named', { windowSeconds: 259_200 }, []],
    ['a real one, shorter', { windowSeconds: 259_199 }, ['window']],
    ['a real one, longer', { windowSeconds: 259_201 }, ['window']],
    ['an exercise of 60 seconds', { exercise: true, windowSeconds: 60 }, []],
    ['an exercise of 59 seconds', { exercise: true, windowSeconds: 59 }, ['window']],
    ['an exercise of no time', { exercise: true, windowSeconds: 0 }, ['window']],
    ['an exercise with the full window', { exercise: true, windowSeconds: null }, []],
    ['an exercise longer than the real thing', { exercise: true, windowSeconds: 259_201 }, ['window']],
    ['an exercise of part of a second', { exercise: true, windowSeconds: 60.5 }, ['window']],
    ['locations by hand', { locations: ['a', 'b'] }, []],
    ['no location by hand', { locations: [] }, ['locations']],
    ['a location twice', { locations: ['a', 'b', 'a'] }, ['locations.2']],
    [
      'everything wrong at once',
      { places: 0, groups: { ...NO_GROUPS, families: 3 }, reason: '', windowSeconds: 0, locations: [] },
      ['places', 'groups', 'reason', 'window', 'locations'],
    ],
  ];
  it.each(rows)('%s', (_name, change, expected) => {
    const problem = check(change);
    expect(paths(problem)).toEqual(expected);
    expect(problem?.type.code).toBe(expected.length > 0 ? 'REQUEST.INVALID' : undefined);
  });

  it('says the bounds of an exercise as durations', () => {
    expect(check({ exercise: true, windowSeconds: 5 })?.fields[0]?.params).toEqual({ minimum: 'PT1M', maximum: 'PT72H' });
  });

  it('uses the window of the request unless another is given', () => {
    expect([windowOf(input, request), windowOf({ windowSeconds: 60 }, request)]).toEqual([259_200, 60]);
  });
});

describe('whether the request can be used now', () => {
  it.each([
    ['the last moment before its first day', '2026-02-09T23:59:59+01:00', 'ACTIVATION.OUTSIDE_PERIOD'],
    ['the first moment of its first day', '2026-02-10T00:00:00+01:00', undefined],
    ['the last moment of its last day', '2026-06-30T23:59:59+02:00', undefined],
    ['the first moment after its last day', '2026-07-01T00:00:00+02:00', 'ACTIVATION.OUTSIDE_PERIOD'],
  ])('%s', (_name, now, code) => {
    expect(check({}, {}, new Date(now))?.type.code).toBe(code);
  });

  it('names the period, and looks at the fields first', () => {
    expect(check({}, { from: '2026-04-01' })?.params).toEqual({ from: '2026-04-01', until: '2026-06-30' });
    expect(check({}, { accepted: false })?.type.code).toBe('ACTIVATION.REQUEST_NOT_ACCEPTED');
    expect(check({ exercise: true }, { accepted: false })?.type.code).toBe('ACTIVATION.REQUEST_NOT_ACCEPTED');
    expect(check({ reason: '' }, { accepted: false, from: '2026-04-01' })?.type.code).toBe('REQUEST.INVALID');
  });
});

describe('a shortfall', () => {
  it.each([
    [100, false, false],
    [84, false, true],
    [84, true, false],
    [0, false, true],
    [0, true, false],
  ])('%d planned of 100, accepted %s: problem %s', (planned, acceptShortfall, problem) => {
    expect(checkShortfall({ places: 100, acceptShortfall }, { planned, ready: 90 }) !== null).toBe(problem);
  });

  it.each([[84, 16, false], [85, 16, false], [83, 16, true]])('%d planned of 100, %d accepted: problem %s', (planned, acceptedShortfall, problem) => {
    expect(checkShortfall({ places: 100, acceptShortfall: false, acceptedShortfall }, { planned, ready: 90 }) !== null).toBe(problem);
  });

  it('is refused with its figures, for people and for machines', () => {
    const problem = checkShortfall(input, { planned: 84, ready: 90 });
    expect(problem?.extra).toEqual({ requested: 100, planned: 84, shortfall: 16, ready: 90 });
    expect(problem?.type.code).toBe('ACTIVATION.SHORTFALL_NOT_ACCEPTED');
    expect(problem?.detailIn('nl')).toContain('Gevraagd 100, te plannen 84, tekort 16; in totaal inzetbaar 90.');
    expect(paths(problem)).toEqual(['acceptShortfall']);
  });
});

describe('locations picked by hand', () => {
  const picked = (...states: PickedLocation['state'][]): PickedLocation[] =>
    states.map((state, index) => ({ locationId: `loc-${index}`, name: `Gebouw ${index}`, state }));

  it.each<[PickedLocation['state'][], string | undefined, string[], string[]]>([
    [['ready', 'ready'], undefined, [], []],
    [['ready', 'busy'], 'ACTIVATION.LOCATION_BUSY', ['locations.1'], ['loc-1']],
    [['not-ready', 'ready'], 'ACTIVATION.LOCATION_NOT_READY', ['locations.0'], ['loc-0']],
    [['not-ready', 'busy', 'busy'], 'ACTIVATION.LOCATION_BUSY', ['locations.0', 'locations.1', 'locations.2'], ['loc-1', 'loc-2']],
    [['busy', 'unknown'], 'REQUEST.INVALID', ['locations.0', 'locations.1'], ['loc-1']],
  ])('%j', (states, code, fields, locationIds) => {
    const problem = checkPicked(picked(...states));
    expect(problem?.type.code).toBe(code);
    expect(paths(problem)).toEqual(fields);
    expect(problem?.extra.locationIds ?? []).toEqual(locationIds);
  });

  it('names the busy ones', () => {
    const problem = checkPicked(picked('busy', 'ready', 'busy'));
    expect(problem?.detailIn('en')).toContain('Gebouw 0, Gebouw 2');
    expect(problem?.fields.map(({ code }) => code)).toEqual(['location-busy', 'location-busy']);
    expect(checkPicked(picked('not-ready'))?.fields[0]?.code).toBe('location-not-ready');
  });
});
