import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, type OrganisationKind, type Problem, type Result, type Scope } from '../../kernel/index.js';
import { ANSWER_STATES } from './reserve-request.js';
import { answerShare, canBeSpread, maySpread, SHARE_ASKED, type ShareDecision, spreadFigures, spreadTotals } from './share.js';

const scopeOf = (kind: OrganisationKind, organisationId: string): Scope => ({ kind, organisationId, provinceCode: 'PV22' });
const outcome = <T,>(result: Result<T, Problem>): T | string => (result.ok ? result.value : result.error.type.code);
const GIVEN: ShareDecision = { answer: 'given', places: 30, mandate: 'collegebesluit' };

describe('spreading a request', () => {
  it.each(ANSWER_STATES)('is possible or not while it is %s', (answer) => {
    const possible = ['asked', 'exploring', 'accepted'].includes(answer);
    expect(canBeSpread(answer)).toBe(possible);
    expect(outcome(maySpread(scopeOf('province', 'drenthe'), { provinceId: 'drenthe', answer }))).toBe(possible ? true : 'RESERVE.NOT_SPREADABLE');
    expect(outcome(answerShare(scopeOf('municipality', 'assen'), { answer }, 'assen', GIVEN))).toEqual(possible ? expect.objectContaining({ answer: 'given' }) : 'RESERVE.NOT_SPREADABLE');
  });

  it.each(ORGANISATION_KINDS)('is for the province that was asked, whatever %s may think', (kind) => {
    expect(outcome(maySpread(scopeOf(kind, kind === 'province' ? 'groningen' : 'drenthe'), { provinceId: 'drenthe', answer: 'released' }))).toBe('RESERVE.SHARE_NOT_YOURS');
  });

  it.each(ORGANISATION_KINDS)('is answered by the municipality itself, not by %s', (kind) => {
    expect(outcome(answerShare(scopeOf(kind, kind === 'municipality' ? 'emmen' : 'assen'), { answer: 'accepted' }, 'assen', GIVEN))).toBe('RESERVE.SHARE_NOT_YOURS');
    expect(outcome(answerShare({ kind: 'system' }, { answer: 'accepted' }, 'assen', GIVEN))).toBe('RESERVE.SHARE_NOT_YOURS');
  });
});

describe('a municipality’s answer', () => {
  const answered = (decision: ShareDecision): unknown => outcome(answerShare(scopeOf('municipality', 'assen'), { answer: 'accepted' }, 'assen', decision));

  it.each<[ShareDecision, object]>([
    [GIVEN, { answer: 'given', placesPromised: 30, mandate: 'collegebesluit', conditions: null, reason: null }],
    [{ ...GIVEN, answer: 'given-with-conditions', conditions: 'tot 1 mei' }, { answer: 'given-with-conditions', placesPromised: 30, mandate: 'collegebesluit', conditions: 'tot 1 mei', reason: null }],
    [{ answer: 'refused', reason: 'geen draagvlak' }, { ...SHARE_ASKED, answer: 'refused', reason: 'geen draagvlak' }],
  ])('%j holds what belongs to it and nothing else', (decision, expected) => {
    expect(answered(decision)).toEqual(expected);
  });
});

describe('the figures of a spread', () => {
  it('compare what was asked, promised, verified and refused; a refusal is not a promise of nothing', () => {
    const has = { verified: 45, expiring: 10 };
    expect(spreadFigures({ placesAsked: 50, answer: 'given', placesPromised: 40 }, has)).toEqual({ asked: 50, promised: 40, refused: 0, ...has });
    expect(spreadFigures({ placesAsked: 30, answer: 'refused', placesPromised: null }, { verified: 0, expiring: 0 })).toEqual({ asked: 30, promised: 0, verified: 0, expiring: 0, refused: 30 });
    expect(spreadFigures({ placesAsked: 30, answer: 'asked', placesPromised: null }, has)).toEqual({ asked: 30, promised: 0, refused: 0, ...has });
    expect(spreadFigures(null, has)).toEqual({ asked: 0, promised: 0, refused: 0, ...has });
  });

  it('add up', () => {
    const line = { asked: 1, promised: 2, verified: 3, expiring: 4, refused: 5 };
    expect(spreadTotals([line, line])).toEqual({ asked: 2, promised: 4, verified: 6, expiring: 8, refused: 10 });
    expect(spreadTotals([])).toEqual({ asked: 0, promised: 0, verified: 0, expiring: 0, refused: 0 });
  });
});
