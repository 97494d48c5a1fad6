import { describe, expect, it } from '@jest/globals';
import { ON_BEHALF_POLICY } from '../../../config/on-behalf.js';
import { confirmationTimes, refuseProAnswer } from './pro-confirmation.js';

const WINDOW = 72 * 3600;
const TRIGGERED = new Date('2026-10-24T23:30:00Z'); // The clock goes back in this night.

describe('PRO’s confirmation', () => {
  it.each([
    ['a real activation', false, WINDOW, '01:30', '03:30'],
    ['a real activation with a window of its own', false, WINDOW / 2, '01:30', '03:30'],
    ['an exercise with the full window', true, WINDOW, '01:30', '03:30'],
    ['an exercise of 72 minutes', true, 72 * 60, '23:32', '23:34'],
  ])('of %s has its hours', (_what, exercise, windowSeconds, remind, due) => {
    const { remindAt, dueAt } = confirmationTimes(TRIGGERED, { exercise, windowSeconds }, WINDOW, ON_BEHALF_POLICY);
    expect([remindAt, dueAt].map((at) => at.toISOString().slice(11, 16))).toEqual([remind, due]);
  });

  const running = { lifecycle: 'running', ministryId: 'pro' } as const;
  const by = { organisationId: 'pro', personId: 'p' };
  it.each([
    ['confirms', null, refuseProAnswer({ answer: null }, running, by, 'confirmed')],
    ['disputes', null, refuseProAnswer({ answer: null }, running, by, 'disputed')],
    ['confirms what was disputed', null, refuseProAnswer({ answer: 'disputed' }, running, by, 'confirmed')],
    ['disputes what was confirmed', 'PRO_CONFIRMATION.STANDS', refuseProAnswer({ answer: 'confirmed' }, running, by, 'disputed')],
    ['is not asked', 'PRO_CONFIRMATION.NOT_ASKED', refuseProAnswer(null, running, by, 'confirmed')],
    ['is another ministry', 'ACTIVATION.NOT_YOURS', refuseProAnswer({ answer: null }, running, { ...by, organisationId: 'other' }, 'confirmed')],
    ['is a machine', 'TRIGGER_REQUEST.PERSON_NEEDED', refuseProAnswer({ answer: null }, running, { ...by, personId: null }, 'confirmed')],
    ['comes after the end', 'ACTIVATION.NOT_RUNNING', refuseProAnswer({ answer: null }, { ...running, lifecycle: 'ended' }, by, 'confirmed')],
  ])('that %s', (_what, code, problem) => {
    expect(problem?.type.code ?? null).toBe(code);
  });
});
