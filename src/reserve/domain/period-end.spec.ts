import { describe, expect, it } from '@jest/globals';
import { PERIOD_END_POLICY } from '../../../config/reserve.js';
import { ORGANISATION_KINDS, type Problem, type Result, type Scope } from '../../kernel/index.js';
import { extensionPeriod, noticeAt, openDecision, periodEnd, periodNotices, releaseProblem } from './period-end.js';
import { ANSWER_STATES, type AnswerState } from './reserve-request.js';

const PRO: Scope = { kind: 'ministry', organisationId: 'pro', provinceCode: null };
const outcome = <T,>(result: Result<T, Problem>): T | string => (result.ok ? result.value : [result.error.type.code, ...result.error.fields.map(({ code }) => code)].join(' '));

describe('the notices before the end of a period', () => {
  it.each([
    ['2026-06-30', ['2026-05-05T07:00:00Z', '2026-06-02T07:00:00Z', '2026-06-16T07:00:00Z'], '2026-06-30T22:00:00Z'],
    // Eight weeks before lies in winter time, the end in summer time.
    ['2026-04-30', ['2026-03-05T08:00:00Z', '2026-04-02T07:00:00Z', '2026-04-16T07:00:00Z'], '2026-04-30T22:00:00Z'],
    ['2026-12-31', ['2026-11-05T08:00:00Z', '2026-12-03T08:00:00Z', '2026-12-17T08:00:00Z'], '2026-12-31T23:00:00Z'],
  ])('of %s come 8, 4 and 2 weeks before, in the morning', (periodTo, at, end) => {
    expect(periodNotices(periodTo, PERIOD_END_POLICY).map((notice) => [notice.weeks, notice.at])).toEqual([8, 4, 2].map((weeks, index) => [weeks, new Date(at[index]!)]));
    expect(periodEnd(periodTo)).toEqual(new Date(end));
  });
});

describe('the notice that stands', () => {
  it.each([
    ['2026-05-05T06:59:59Z', null], ['2026-05-05T07:00:00Z', 8], ['2026-06-02T06:59:59Z', 8], ['2026-06-02T07:00:00Z', 4], ['2026-06-16T07:00:00Z', 2], ['2026-06-30T21:59:59Z', 2], ['2026-06-30T22:00:00Z', null],
  ])('at %s is that of %s weeks', (now, weeks) => {
    expect(noticeAt('2026-06-30', new Date(now), PERIOD_END_POLICY)).toBe(weeks);
  });
});

describe('an extension', () => {
  const request = { periodTo: '2026-06-30', answer: 'accepted' as AnswerState, extension: null };

  it('begins the day after the period and is asked anew', () => {
    expect(outcome(extensionPeriod(PRO, request, '2026-12-31'))).toEqual({ from: '2026-07-01', to: '2026-12-31' });
    expect(outcome(extensionPeriod(PRO, request, '2026-07-01'))).toEqual({ from: '2026-07-01', to: '2026-07-01' });
  });

  it.each([['2026-06-30', 'REQUEST.INVALID not-later'], ['2025-01-01', 'REQUEST.INVALID not-later'], ['2028-07-01', 'REQUEST.INVALID too-long'], ['9999-12-31', 'REQUEST.INVALID too-long']])('to %s is %s', (to, problem) => {
    expect(outcome(extensionPeriod(PRO, request, to))).toBe(problem);
  });

  it('may last two years to the day', () => {
    expect(outcome(extensionPeriod(PRO, request, '2028-06-30'))).toEqual({ from: '2026-07-01', to: '2028-06-30' });
  });

  it.each(ORGANISATION_KINDS.filter((kind) => kind !== 'ministry'))('is not for %s', (kind) => {
    expect(outcome(extensionPeriod({ kind, organisationId: 'x', provinceCode: 'PV22' }, { ...request, answer: 'released' }, '2020-01-01'))).toBe('RESERVE.NOT_YOURS');
  });

  it.each(ANSWER_STATES.filter((answer) => answer !== 'accepted'))('of what is %s is nothing', (answer) => {
    expect(outcome(extensionPeriod(PRO, { ...request, answer }, '2026-12-31'))).toBe('RESERVE.NOTHING_TO_EXTEND');
  });

  it('is asked once', () => {
    expect(outcome(extensionPeriod(PRO, { ...request, extension: { id: 'next' } }, '2026-12-31'))).toBe('RESERVE.ALREADY_EXTENDED');
  });
});

describe('a release', () => {
  it('waits for the end of what really runs, and for the extension', () => {
    expect(releaseProblem([{ id: 'a', exercise: false }], { id: 'next' })?.type.code).toBe('RESERVE.IN_USE');
    expect(releaseProblem([{ id: 'a', exercise: true }], { id: 'next' })?.type.code).toBe('RESERVE.ALREADY_EXTENDED');
    expect(releaseProblem([{ id: 'a', exercise: true }], null)).toBeNull();
  });
});

describe('what is to be decided', () => {
  type Row = readonly [today: string, answer: AnswerState, extension: AnswerState | null, running: 'real' | 'exercise' | null, decision: string];
  it.each<Row>([
    ['2026-05-04', 'accepted', null, null, 'none'],
    ['2026-05-05', 'accepted', null, null, 'extend-or-release'],
    ['2026-05-05', 'exploring', null, null, 'extend-or-release'],
    ['2026-05-05', 'accepted', 'asked', null, 'await-extension'],
    ['2026-05-05', 'accepted', 'exploring', null, 'await-extension'],
    ['2026-05-05', 'accepted', 'declined', null, 'extend-or-release'],
    ['2026-05-05', 'accepted', 'accepted', null, 'none'],
    ['2026-06-30', 'accepted', 'accepted', 'real', 'none'],
    ['2026-07-01', 'accepted', 'accepted', 'real', 'end-activation'],
    ['2026-07-01', 'accepted', null, 'real', 'end-activation'],
    ['2026-07-01', 'declined', null, 'real', 'end-activation'],
    ['2026-07-01', 'accepted', null, 'exercise', 'extend-or-release'],
    ['2026-07-01', 'declined', null, null, 'none'],
    ['2026-07-01', 'released', null, null, 'none'],
  ])('on %s, %s, extension %s, running %s: %s', (today, answer, extension, running, decision) => {
    const activations = running === null ? [] : [{ exercise: running === 'exercise' }];
    expect(openDecision({ answer, periodTo: '2026-06-30', extension: extension && { answer: extension } }, activations, today, PERIOD_END_POLICY)).toBe(decision);
  });
});
