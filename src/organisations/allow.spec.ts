import { describe, expect, it } from '@jest/globals';
import { Problem, SYSTEM_ACTOR } from '../kernel/index.js';
import { assertMay, may } from './allow.js';
import { forbidden, tooManyAttempts } from './auth-problems.js';

const problemOf = (work: () => void): Problem | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
};

describe('assertMay', () => {
  it('lets through who may do one of the actions', () => {
    expect(problemOf(() => assertMay({ kind: 'operations' }, 'activation.trigger', 'activation.trigger-exercise'))).toBeUndefined();
    expect(problemOf(() => assertMay(SYSTEM_ACTOR, 'activation.trigger'))).toBeUndefined();
  });

  it('refuses the others, saying who may', () => {
    const problem = problemOf(() => assertMay({ kind: 'auditor' }, 'deployment.add'));
    expect(problem).toMatchObject({ type: { code: 'AUTH.FORBIDDEN', status: 403 }, extra: { allowedKinds: ['ministry', 'operations'] } });
    expect(problem!.detailIn('nl')).toBe('Alleen het ministerie (PRO) of de dienstdoende meldkamer mag dit. Er is niets gewijzigd.');
    expect(problem!.detailIn('en')).toBe('Only the ministry (PRO) or the duty desk may do this. Nothing was changed.');
  });

  it('answers the same as may', () => {
    expect([may({ kind: 'coa' }, 'presence.report'), may({ kind: 'red-cross' }, 'presence.report')]).toEqual([true, false]);
  });
});

describe('forbidden', () => {
  it('says that a route which decided nothing stays closed', () => {
    expect(forbidden([]).detailIn('en')).toBe('Nobody decided who may use this entrance; so it stays closed.');
  });

  it('lists three or more with commas', () => {
    expect(forbidden(['commitment.give']).detailIn('en')).toContain('a municipality, the Red Cross or COA');
  });
});

describe('tooManyAttempts', () => {
  it('rounds up to minutes for people and keeps seconds for Retry-After', () => {
    const problem = tooManyAttempts(61);
    expect(problem.detailIn('nl')).toContain('over 2 min');
    expect(problem.extra).toEqual({ retryAfterSeconds: 61 });
  });
});
