import { describe, expect, it } from '@jest/globals';
import { ACTIVATION_POLICY } from '../../../config/activation.js';
import { againstFirstDeadline, refuseExtension, retimed, type Extendable } from './extend-deadline.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 1, 5, hour));
const running: Extendable = { lifecycle: 'running', outcome: null, deadlineAt: at(72) };

describe('putting a deadline off', () => {
  it.each<[string, Extendable, Date, Date, string | null]>([
    ['is possible before it', running, at(96), at(71), null],
    ['is not possible at the deadline itself: the outcome is a fact', running, at(96), at(72), 'ACTIVATION.OUTCOME_STANDS'],
    ['is not possible once there is an outcome', { ...running, outcome: 'met' }, at(96), at(10), 'ACTIVATION.OUTCOME_STANDS'],
    ['is not possible after the end', { ...running, lifecycle: 'ended' }, at(96), at(10), 'ACTIVATION.NOT_RUNNING'],
    ['needs a later time', running, at(72), at(10), 'REQUEST.INVALID'],
    ['needs a time that can be meant', running, at(72 + 24 * 15), at(10), 'REQUEST.INVALID'],
    ['may use the whole of what is allowed', running, at(72 + 24 * 14), at(10), null],
  ])('%s', (_name, activation, wanted, now, code) => {
    expect(refuseExtension(activation, wanted, now, ACTIVATION_POLICY)?.type.code ?? null).toBe(code);
  });

  it('gives unfinished steps the same share of the longer window; what stays late, or keeps a later deadline of its own, stays as it is', () => {
    const step = (id: string, kind: 'received' | 'keys' | 'open', dueHour: number, startHour = 0, deadlineHour = 96): Parameters<typeof retimed>[0][number] => ({ id, kind, dueAt: at(dueHour), startsAt: at(startHour), deadlineAt: at(deadlineHour) });
    const steps = [step('received', 'received', 1), step('keys', 'keys', 24), step('open', 'open', 72), step('replacement', 'open', 72, 60), step('extra', 'open', 120, 24, 120)];
    expect(retimed(steps, at(30), ACTIVATION_POLICY.milestones)).toEqual([
      { id: 'keys', dueAt: at(32) }, { id: 'open', dueAt: at(96) }, { id: 'replacement', dueAt: at(96) },
    ]);
  });

  it.each<[string, Parameters<typeof againstFirstDeadline>[0], Date, 'met' | 'missed' | null]>([
    ['says nothing when it was never put off', { firstDeadlineAt: null, outcome: 'met', outcomeAt: at(50) }, at(100), null],
    ['says nothing before the first deadline', { firstDeadlineAt: at(72), outcome: null, outcomeAt: null }, at(71), null],
    ['met both', { firstDeadlineAt: at(72), outcome: 'met', outcomeAt: at(71) }, at(100), 'met'],
    ['met the new one only', { firstDeadlineAt: at(72), outcome: 'met', outcomeAt: at(80) }, at(100), 'missed'],
    ['passed the first without an outcome', { firstDeadlineAt: at(72), outcome: null, outcomeAt: null }, at(72), 'missed'],
    ['ended before either', { firstDeadlineAt: at(72), outcome: 'none', outcomeAt: at(20) }, at(100), null],
  ])('against the first deadline: %s', (_name, activation, now, expected) => {
    expect(againstFirstDeadline(activation, now)).toBe(expected);
  });
});
