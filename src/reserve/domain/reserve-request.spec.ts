import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, type Problem, type Result, type Scope } from '../../kernel/index.js';
import {
  type Answer,
  ANSWER_STATES,
  ANSWER_TRANSITIONS,
  type AnswerState,
  type AnswerStep,
  FINAL_ANSWER_STATES,
  FIRST_ANSWER_STATE,
  isCounted,
  mayTake,
  possibleAnswerSteps,
  takeAnswerStep,
} from './reserve-request.js';

const TODAY = '2026-02-05';
const scopeOf = (kind: Exclude<Scope['kind'], 'system'>, provinceCode: string | null = null): Scope => ({ kind, organisationId: 'o', provinceCode });
const DRENTHE = scopeOf('province', 'PV22');
const PRO = scopeOf('ministry');
const requestIn = (state: AnswerState) => ({ provinceCode: 'PV22', answer: { state, reason: 'vol', askAgainOn: '2026-07-01' } });
const DECLINED = { reason: 'geen ruimte', askAgainOn: '2026-07-01' };
const ALL_STEPS = [...new Set(ANSWER_TRANSITIONS.map(({ step }) => step))];
const byOf = (step: AnswerStep): Scope => (ANSWER_TRANSITIONS.find((transition) => transition.step === step)!.by === 'province' ? DRENTHE : PRO);
const outcome = (result: Result<Answer, Problem>): string => (result.ok ? result.value.state : result.error.type.code);

describe('the states of an answer', () => {
  it('can all be reached, and left unless they are final', () => {
    const reached = new Set<AnswerState>([FIRST_ANSWER_STATE]);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const { from, to } of ANSWER_TRANSITIONS) if (from.some((state) => reached.has(state))) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...ANSWER_STATES].sort());
    const left = new Set(ANSWER_TRANSITIONS.flatMap(({ from }) => from));
    expect(ANSWER_STATES.filter((state) => !left.has(state))).toEqual(FINAL_ANSWER_STATES);
  });

  it('name each step once', () => {
    expect(ALL_STEPS).toHaveLength(ANSWER_TRANSITIONS.length);
  });

  const next: Record<AnswerState, Partial<Record<AnswerStep, AnswerState>>> = {
    asked: { explore: 'exploring', accept: 'accepted', decline: 'declined', release: 'released' },
    exploring: { accept: 'accepted', decline: 'declined', release: 'released' },
    accepted: { decline: 'declined', release: 'released' },
    declined: { explore: 'exploring', accept: 'accepted', 'ask-again': 'asked', release: 'released' },
    released: {},
  };
  it.each(ANSWER_STATES.flatMap((state) => ALL_STEPS.map((step) => [state, step, next[state][step] ?? 'RESERVE.ANSWER_NOT_POSSIBLE'] as const)))(
    '%s, %s → %s',
    (state, step, expected) => {
      expect(outcome(takeAnswerStep(requestIn(state), step, byOf(step), DECLINED, TODAY))).toBe(expected);
    },
  );
});

describe('who may', () => {
  it.each(ORGANISATION_KINDS.filter((kind) => kind !== 'province'))('%s answers nothing for a province', (kind) => {
    for (const step of ['explore', 'accept', 'decline'] as const) {
      expect(outcome(takeAnswerStep(requestIn('asked'), step, scopeOf(kind, 'PV22'), DECLINED, TODAY))).toBe('RESERVE.NOT_YOURS');
    }
  });

  it('is not another province, nor the system, nor a province for the steps of PRO', () => {
    expect(mayTake('accept', scopeOf('province', 'PV20'), requestIn('asked'))).toBe(false);
    expect(mayTake('accept', scopeOf('province', null), requestIn('asked'))).toBe(false);
    expect(mayTake('accept', { kind: 'system' }, requestIn('asked'))).toBe(false);
    for (const step of ['ask-again', 'release'] as const) expect(mayTake(step, DRENTHE, requestIn('asked'))).toBe(false);
  });

  it('shows each only the steps that are theirs and possible', () => {
    expect(possibleAnswerSteps(DRENTHE, requestIn('exploring'))).toEqual(['accept', 'decline']);
    expect(possibleAnswerSteps(PRO, requestIn('declined'))).toEqual(['ask-again', 'release']);
    expect(possibleAnswerSteps(PRO, requestIn('released'))).toEqual([]);
    expect(possibleAnswerSteps(scopeOf('municipality', 'PV22'), requestIn('asked'))).toEqual([]);
  });
});

describe('declining', () => {
  const decline = (details: object) => takeAnswerStep(requestIn('asked'), 'decline', DRENTHE, details, TODAY);

  it('keeps the reason and the day on which to ask again', () => {
    expect(decline({ reason: ' geen ruimte ', askAgainOn: '2026-07-01' })).toEqual({
      ok: true,
      value: { state: 'declined', reason: 'geen ruimte', askAgainOn: '2026-07-01' },
    });
  });

  it.each([
    ['nothing', {}, ['reason required', 'askAgainOn not-a-day']],
    ['blanks and no such day', { reason: '  ', askAgainOn: '2026-02-30' }, ['reason required', 'askAgainOn not-a-day']],
    ['today', { reason: 'vol', askAgainOn: TODAY }, ['askAgainOn not-later']],
    ['an endless reason', { reason: 'x'.repeat(2001), askAgainOn: '2026-07-01' }, ['reason too-long']],
  ])('refuses %s and names every wrong field', (_name, details, expected) => {
    const result = decline(details);
    expect(outcome(result)).toBe('REQUEST.INVALID');
    expect(result.ok ? [] : result.error.fields.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it('is forgotten when the province accepts after all', () => {
    expect(takeAnswerStep(requestIn('declined'), 'accept', DRENTHE, {}, TODAY)).toEqual({ ok: true, value: { state: 'accepted', reason: null, askAgainOn: null } });
  });
});

it.each(ANSWER_STATES)('counts the places of %s only when it is accepted', (state) => {
  expect(isCounted(requestIn(state))).toBe(state === 'accepted');
});
