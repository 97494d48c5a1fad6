import { describe, expect, it } from '@jest/globals';
import { groupsSheltered } from './location.js';
import { readyFacts } from './ready-location.fixture.js';

describe('the groups that may stay', () => {
  const decision = readyFacts().collegeDecision!;
  const suits = { families: 'yes', singleAdults: 'unknown', unaccompaniedMinors: 'yes', wheelchairUsers: 'no' } as const;

  it('are those the building suits and the decision names', () => {
    const groups = ['families', 'singleAdults', 'wheelchairUsers'] as const;
    expect(groupsSheltered(readyFacts({ suits, collegeDecision: { ...decision, groups } }))).toEqual(['families']);
  });

  it('include unaccompanied minors only when the decision names them', () => {
    expect(groupsSheltered(readyFacts({ suits }))).not.toContain('unaccompaniedMinors');
    expect(groupsSheltered(readyFacts({ suits, collegeDecision: { ...decision, groups: ['unaccompaniedMinors'] } }))).toEqual(['unaccompaniedMinors']);
  });

  it('are none without a decision', () => {
    expect(groupsSheltered(readyFacts({ collegeDecision: null }))).toEqual([]);
  });
});
