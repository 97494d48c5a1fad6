import { describe, expect, it } from '@jest/globals';
import { secondsBetween } from '../../kernel/index.js';
import { isStepToTake, STEP_NUMBERS, stepActions, stepMoments, type ContactProgress, type StepNumber } from './alert-steps.js';

// The night before the clocks go forward: the steps are absolute time.
const ALERTED = new Date('2026-03-28T23:30:00+01:00');
const HOURS_72 = 72 * 3600;
const moments = (windowSeconds: number): number[] => stepMoments(ALERTED, windowSeconds).map(({ dueAt }) => secondsBetween(ALERTED, dueAt));

describe('when the steps are due', () => {
  it('is after 30 minutes, 1, 2 and 4 hours of 72', () => {
    expect(moments(HOURS_72)).toEqual([1800, 3600, 7200, 14_400]);
  });

  it('follows the window of an exercise', () => {
    expect(moments(60)).toEqual([0.416, 0.833, 1.666, 3.333]);
  });
});

describe('the step to take', () => {
  const rows: [string, number, number, StepNumber | undefined][] = [
    ['none before the first', 1799, 0, undefined],
    ['the first, to the second', 1800, 0, 1],
    ['none once the first is taken', 3599, 1, undefined],
    ['the second', 3600, 1, 2],
    ['the higher of two overdue together', 7199, 0, 2],
    ['the last of all overdue together', 99_999, 0, 4],
    ['the last when the rest is overdue', 99_999, 1, 4],
    ['none below one that was taken', 7200, 3, undefined],
    ['none when all are taken', 99_999, 4, undefined],
  ];
  it.each(rows)('is %s', (_name, secondsAfter, taken, expected) => {
    const now = new Date(ALERTED.getTime() + secondsAfter * 1000);
    expect(STEP_NUMBERS.find((step) => isStepToTake(step, stepMoments(ALERTED, HOURS_72), now, taken))).toBe(expected);
  });
});

describe('what a step does', () => {
  const contacts = (text: string): ContactProgress[] =>
    text.split(' ').filter(Boolean).map((word) => {
      const [contactId, progress] = word.split(':');
      return { contactId: contactId!, progress: progress as ContactProgress['progress'] };
    });
  const inWords = (step: StepNumber, text: string): string => {
    const { remind, alert, tellOperations } = stepActions(step, contacts(text));
    return [`remind ${remind.join('+') || '-'}`, ...(alert ? [`alert ${alert}`] : []), ...(tellOperations ? ['operations'] : [])].join(', ');
  };

  it.each([
    [1, 'a:reached b:new', 'remind a'],
    [1, 'a:waiting b:new', 'remind -'],
    // The duty of whoever was alerted first has ended.
    [1, 'c:new b:new', 'remind -, alert c'],
    [1, 'c:new a:reached', 'remind a, alert c'],
    [1, '', 'remind -'],
    [2, 'a:reached b:new c:new', 'remind a, alert b'],
    [3, 'a:reached b:reached c:new', 'remind a+b, alert c'],
    [3, 'a:refused b:waiting c:reached d:new', 'remind c, alert d'],
    [2, 'a:reached', 'remind -, operations'],
    [2, '', 'remind -, operations'],
    [4, 'a:reached b:reached c:reached d:new', 'remind -, operations'],
  ] as [StepNumber, string, string][])('step %d with %s: %s', (step, text, expected) => {
    expect(inWords(step, text)).toBe(expected);
  });

  it('tells operations at the last step, whoever is left', () => {
    for (const text of ['a:new', 'a:reached b:new', 'a:waiting', '']) expect(stepActions(4, contacts(text)).tellOperations).toBe(true);
  });
});
