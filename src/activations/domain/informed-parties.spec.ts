import { describe, expect, it } from '@jest/globals';
import { INFORMED_KINDS, INFORMED_PARTIES, type InformedKind } from '../../../config/informed-parties.js';
import { addSeconds, NO_GROUPS } from '../../kernel/index.js';
import { decideInformed, decideNotNeeded, type InformationFacts, informationPlan, informedNames, uninformed } from './informed-parties.js';

const START = new Date('2026-03-28T12:00:00Z');
const HOUR = 3600;
const adults = { ...NO_GROUPS, singleAdults: 60 };
const planned = (groups = adults, required: readonly InformedKind[] = [], windowSeconds = 72 * HOUR): [string, number, boolean][] =>
  informationPlan({ startsAt: START, windowSeconds }, groups, required, INFORMED_PARTIES).map(({ kind, dueAt, required: first }) => [kind, (dueAt.getTime() - START.getTime()) / 1000 / HOUR, first]);

describe('whom the municipality informs', () => {
  it('is in the order of the policy, each at its fraction of the window', () => {
    expect(INFORMED_PARTIES.map(({ kind }) => kind)).toEqual(INFORMED_KINDS);
    expect(planned({ ...adults, families: 1 })).toEqual([
      ['council', 12, false], ['neighbours', 24, false], ['police', 12, false], ['safety-region', 12, false], ['health', 24, false], ['school', 36, false],
    ]);
  });

  it.each([['families', true], ['unaccompaniedMinors', true], ['wheelchairUsers', false], ['singleAdults', false]] as const)('with %s the school: %s', (group, expected) => {
    expect(planned({ ...NO_GROUPS, [group]: 1 }).some(([kind]) => kind === 'school')).toBe(expected);
  });

  it('is what the college decision names as well, and first', () => {
    expect(planned(adults, ['school', 'council']).filter(([, , first]) => first).map(([kind]) => kind)).toEqual(['council', 'school']);
  });

  it('is due at the deadline when that has passed', () => {
    expect(new Set(planned(adults, [], -2 * HOUR).map(([, hours]) => hours))).toEqual(new Set([-2]));
  });

  it('is named in both languages', () => {
    expect(informedNames(['health', 'council'])).toEqual({ nl: 'gemeenteraad, GHOR en GGD', en: 'municipal council, GHOR and GGD (public health)' });
  });

  it('warns as long as it is open', () => {
    const task = { kind: 'police' as const, required: true };
    expect(uninformed([{ ...task, state: 'open' }, { ...task, state: 'done' }, { ...task, state: 'not-needed' }, { ...task, state: 'void' }])).toEqual([task]);
  });
});

describe('reporting that a party is informed', () => {
  const open: InformationFacts = { state: 'open', required: false, dueAt: addSeconds(START, HOUR), note: null, lifecycle: 'running', deployment: 'alerted' };
  const result = (decided: ReturnType<typeof decideInformed>): unknown => (decided.ok ? decided.value : decided.error.type.code);

  it.each([[-1, false], [0, true]])('%d ms from its due time: late is %s, and taken', (milliseconds, late) => {
    expect(result(decideInformed(open, ' Brief 12 ', new Date(open.dueAt.getTime() + milliseconds)))).toEqual({ state: 'done', note: 'Brief 12', late, isNew: true });
  });

  it('changes nothing when it is said again, also after the end; another note is a conflict', () => {
    const done: InformationFacts = { ...open, state: 'done', note: 'Brief 12', lifecycle: 'ended' };
    expect(result(decideInformed(done, 'Brief 12', START))).toMatchObject({ isNew: false });
    expect(result(decideInformed(done, null, START))).toBe('INFORMATION.CONFLICT');
    expect(result(decideNotNeeded({ ...done, lifecycle: 'running' }, 'Geen omwonenden', START))).toBe('INFORMATION.CONFLICT');
  });

  it('or that it is not needed; that may still be done later', () => {
    expect(result(decideNotNeeded(open, 'Geen omwonenden', START))).toMatchObject({ state: 'not-needed', note: 'Geen omwonenden', isNew: true });
    expect(result(decideInformed({ ...open, state: 'not-needed', note: 'Geen omwonenden' }, null, START))).toMatchObject({ state: 'done', isNew: true });
  });

  it('is always needed where the college decision says so', () => {
    expect(result(decideNotNeeded({ ...open, required: true }, 'Geen omwonenden', START))).toBe('INFORMATION.REQUIRED');
  });

  it.each([[{ lifecycle: 'ended' }, 'ACTIVATION.NOT_RUNNING'], [{ deployment: 'refused' }, 'DEPLOYMENT.NOT_ALLOWED']] as const)('is refused when %j', (change, code) => {
    expect(result(decideInformed({ ...open, ...change }, null, START))).toBe(code);
  });
});
