import { describe, expect, it } from '@jest/globals';
import { ACTIVATION_POLICY } from '../../../config/activation.js';
import { addSeconds, NO_GROUPS } from '../../kernel/index.js';
import {
  askedPlaces, deadlineFor, type ExtraPlacesFacts, type ExtraPlacesInput, forPlaces, lastDeadline, ownDeadlineAfter, refuseExtraPlaces, refuseTooSoon, fillingOrder } from './extra-places.js';

const TRIGGERED = new Date('2026-03-28T12:00:00Z');
const at = (hours: number): Date => addSeconds(TRIGGERED, hours * 3600);
const input: ExtraPlacesInput = { places: 40, groups: { ...NO_GROUPS, families: 40 }, reason: 'Ter Apel blijft vol', deadlineAt: null, locations: null };
const facts: ExtraPlacesFacts = {
  lifecycle: 'running', exercise: false, deadlineAt: at(72), asked: 60, request: { places: 100, windowSeconds: 259_200, from: '2026-02-10', until: '2026-06-30', accepted: true },
};
const refused = (change: Partial<ExtraPlacesInput>, known: Partial<ExtraPlacesFacts> = {}, hour = 24): string[] => {
  const problem = refuseExtraPlaces({ ...input, ...change }, { ...facts, ...known }, ACTIVATION_POLICY, at(hour));
  if (!problem) return [];
  return problem.fields.length > 0 ? problem.fields.map(({ path, code }) => `${path} ${code}`) : [problem.type.code];
};

describe('extra places', () => {
  it.each<[string, Partial<ExtraPlacesInput>, Partial<ExtraPlacesFacts>, number, string[]]>([
    ['with the same deadline', {}, {}, 24, []],
    ['with the same deadline, named', { deadlineAt: at(72) }, {}, 24, []],
    ['with a later one of their own', { deadlineAt: at(96) }, {}, 24, []],
    ['with an earlier one', { deadlineAt: at(71) }, {}, 24, ['deadlineAt too-early']],
    ['with one too far away to be meant', { deadlineAt: at(72 + 14 * 24 + 1) }, {}, 24, ['deadlineAt too-late']],
    ['once the deadline has passed, without one of their own', {}, {}, 72, ['deadlineAt required']],
    ['once it has passed, with one of their own', { deadlineAt: at(150) }, {}, 80, []],
    ['weeks later, with one of their own', { deadlineAt: at(1072) }, {}, 1000, []],
    ['with one that is past as well', { deadlineAt: at(79) }, {}, 80, ['deadlineAt too-early']],
    ['more than the reserve request holds', { places: 41, groups: { ...NO_GROUPS, families: 41 } }, {}, 24, ['places too-large']],
    ['when all of it was asked for', {}, { asked: 100 }, 24, ['places nothing-left']],
    ['everything wrong at once', { places: 0, reason: ' ', deadlineAt: at(1) }, {}, 24, ['places too-small', 'groups does-not-add-up', 'reason required', 'deadlineAt too-early']],
    ['for an activation that has ended', {}, { lifecycle: 'ended' }, 24, ['ACTIVATION.NOT_RUNNING']],
    ['outside the period of the reservation', { deadlineAt: at(24 * 100) }, { request: { ...facts.request, until: '2026-03-28' } }, 24 * 99, ['ACTIVATION.OUTSIDE_PERIOD']],
    ['of a request that is no longer accepted', {}, { request: { ...facts.request, accepted: false } }, 24, ['ACTIVATION.REQUEST_NOT_ACCEPTED']],
  ])('%s', (_name, change, known, hour, expected) => {
    expect(refused(change, known, hour)).toEqual(expected);
  });

  it.each<[string, number[], number, string | undefined]>([
    ['one of them is ready in time', [60, 20], 24, undefined],
    ['one is ready at the very deadline', [24], 24, undefined],
    ['the quickest is not', [60, 30.04], 24, 'too-early'],
    ['there is no location at all: a shortfall', [], 24, undefined],
  ])('by when a location can be ready: %s', (_name, leadTimes, withinHours, code) => {
    const problem = refuseTooSoon(leadTimes.map((leadTimeHours) => ({ leadTimeHours })), withinHours);
    expect(problem?.fields[0]?.code).toBe(code);
    if (problem) expect(problem.fields[0]!.params).toEqual({ hours: 30.1 });
  });

  it('take up the reserve request, except what never came', () => {
    const extra = (places: number, plannedPlaces: number, outcome: string | null): Parameters<typeof askedPlaces>[1][number] => ({ places, plannedPlaces, outcome });
    expect(askedPlaces(60, [extra(20, 10, null), extra(15, 5, 'missed'), extra(5, 5, 'met')])).toBe(90);
  });

  it('keep what they are for apart, and by when', () => {
    const deployments = [{ id: 'a', extraPlacesId: null, deadlineAt: null }, { id: 'b', extraPlacesId: 'x', deadlineAt: at(96) }, { id: 'c', extraPlacesId: 'y', deadlineAt: null }];
    expect([forPlaces(deployments), forPlaces(deployments, 'x')].map((some) => some.map(({ id }) => id))).toEqual([['a'], ['b']]);
    expect(deployments.map((one) => deadlineFor(facts, one))).toEqual([at(72), at(96), at(72)]);
    expect([lastDeadline(facts, deployments), lastDeadline(facts, [])]).toEqual([at(96), at(72)]);
  });

  it.each<[string, Date | null, Date | null]>([
    ['the activation’s follows it', null, null],
    ['a later one stays', at(120), at(120)],
    ['one that is passed moves to it', at(80), at(96)],
  ])('when the deadline is put off: %s', (_name, own, expected) => {
    expect(ownDeadlineAfter(own, at(96))).toEqual(expected);
  });
});

it('a building put in by hand goes to the trigger first, then to extra places as asked; what has missed comes last', () => {
  const extra = (id: string, outcome: string | null = null) => ({ id, outcome });
  expect(fillingOrder({ outcome: null }, [extra('a'), extra('b')])).toEqual([null, 'a', 'b']);
  expect(fillingOrder({ outcome: 'missed' }, [extra('a', 'missed'), extra('b')])).toEqual(['b', null, 'a']);
});
