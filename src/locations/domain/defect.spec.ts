import { describe, expect, it } from '@jest/globals';
import type { OrganisationKind } from '../../kernel/index.js';
import { DEFECT_STATES, DEFECT_STEPS, isOverdue, mayOpenDefect, stepDefect, type DefectState, type DefectStep } from './defect.js';

const PARTIES = { municipalityId: 'assen', ownerId: 'eigenaar', openedById: 'meldkamer' };
const by = (organisationId: string, kind: OrganisationKind = 'municipality') => ({ kind, organisationId });
const stepped = (state: DefectState, step: DefectStep, who: { kind: OrganisationKind; organisationId: string }): string => {
  const result = stepDefect(state, step, who, PARTIES);
  return result.ok ? result.value : result.error;
};

describe('a defect', () => {
  it.each([
    ['the municipality', by('assen'), 'solved', 'withdrawn'],
    ['who owes it', by('eigenaar', 'coa'), 'solved', 'not-yours'],
    ['who noted it', by('meldkamer', 'operations'), 'not-yours', 'withdrawn'],
    ['another municipality', by('emmen'), 'not-yours', 'not-yours'],
    ['another duty desk', by('andere', 'operations'), 'not-yours', 'not-yours'],
    ['the ministry', by('pro', 'ministry'), 'not-yours', 'not-yours'],
  ] as const)('%s', (_who, who, solved, withdrawn) => {
    expect([stepped('open', 'solve', who), stepped('open', 'withdraw', who)]).toEqual([solved, withdrawn]);
  });

  it('that is closed stays as it is, and who may not says so first', () => {
    for (const state of ['solved', 'withdrawn'] as const) expect([stepped(state, 'solve', by('assen')), stepped(state, 'withdraw', by('assen')), stepped(state, 'solve', by('emmen'))]).toEqual(['not-open', 'not-open', 'not-yours']);
  });

  it('reaches every state from where it begins', () => {
    expect([...new Set(['open', ...Object.values(DEFECT_STEPS).flatMap((steps) => Object.values(steps))])].sort()).toEqual([...DEFECT_STATES].sort());
  });

  it.each([
    ['its own municipality', by('assen'), true],
    ['another municipality', by('emmen'), false],
    ['the duty desk', by('meldkamer', 'operations'), true],
    ['the province', by('drenthe', 'province'), false],
  ] as const)('is noted by %s: %s', (_who, who, may) => {
    expect(mayOpenDefect(who, 'assen')).toBe(may);
  });
});

it.each([
  ['2026-03-29', '2026-03-29T21:59:59Z', false],
  ['2026-03-29', '2026-03-29T22:00:00Z', true],
  ['2026-10-25', '2026-10-25T22:59:59Z', false],
  ['2026-10-25', '2026-10-25T23:00:00Z', true],
])('due on %s is at %s overdue: %s', (dueOn, now, overdue) => {
  expect(isOverdue({ state: 'open', dueOn }, new Date(now))).toBe(overdue);
  expect(isOverdue({ state: 'solved', dueOn }, new Date(now))).toBe(false);
});
