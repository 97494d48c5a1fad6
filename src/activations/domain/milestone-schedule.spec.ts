import { describe, expect, it } from '@jest/globals';
import { ACTIVATION_POLICY, MILESTONE_KINDS, type Party } from '../../../config/activation.js';
import { secondsBetween } from '../../kernel/index.js';
import { deadlineNearAt, deadlineOf, escalationAt, isLate, milestoneSchedule, reminderAt } from './milestone-schedule.js';

const PARTIES: Party[] = ['municipality', 'red-cross', 'coa'];
const HOURS_72 = 72 * 3600;
const schedule = (start: string, windowSeconds: number, parties = PARTIES): ReturnType<typeof milestoneSchedule> =>
  milestoneSchedule(new Date(start), windowSeconds, ACTIVATION_POLICY, parties);

/** Every schedule must hold these, whatever the window. */
function expectSound(milestones: ReturnType<typeof milestoneSchedule>, deadline: Date): void {
  expect(milestones).toHaveLength(14);
  expect(new Set(milestones.map(({ kind, owner }) => `${kind} ${owner}`)).size).toBe(14);
  expect(milestones.map(({ dueAt }) => dueAt.getTime())).toEqual(milestones.map(({ dueAt }) => dueAt.getTime()).sort((a, b) => a - b));
  expect(milestones.at(-1)).toEqual({ kind: 'open', owner: 'coa', dueAt: deadline });
}

describe('the milestones of a deployment', () => {
  it.each([
    ['winter', '2026-02-05T09:00:00+01:00', '2026-02-08T09:00:00+01:00'],
    ['clocks go forward inside the window', '2026-03-27T12:00:00+01:00', '2026-03-30T13:00:00+02:00'],
    ['clocks go back inside the window', '2026-10-23T12:00:00+02:00', '2026-10-26T11:00:00+01:00'],
    ['triggered in the hour that comes twice', '2026-10-25T02:30:00+02:00', '2026-10-28T01:30:00+01:00'],
    ['across a leap day', '2028-02-28T00:00:00+01:00', '2028-03-02T00:00:00+01:00'],
  ])('72 hours are 72 hours: %s', (_name, start, end) => {
    const deadline = deadlineOf(new Date(start), HOURS_72);
    expect(deadline).toEqual(new Date(end));
    expectSound(schedule(start, HOURS_72), deadline);
    expect(secondsBetween(new Date(start), deadlineNearAt(new Date(start), HOURS_72, ACTIVATION_POLICY))).toBe(48 * 3600);
  });

  const start = '2026-03-27T12:00:00+01:00';
  it.each([
    ['received', 'municipality', '2026-03-27T13:00:00+01:00'],
    ['received', 'red-cross', '2026-03-27T13:00:00+01:00'],
    ['received', 'coa', '2026-03-27T13:00:00+01:00'],
    ['committed', 'municipality', '2026-03-27T20:00:00+01:00'],
    ['committed', 'red-cross', '2026-03-27T20:00:00+01:00'],
    ['committed', 'coa', '2026-03-27T20:00:00+01:00'],
    ['keys', 'municipality', '2026-03-28T12:00:00+01:00'],
    ['utilities', 'municipality', '2026-03-29T00:00:00+01:00'],
    ['beds', 'red-cross', '2026-03-29T13:00:00+02:00'],
    ['staffing', 'red-cross', '2026-03-29T13:00:00+02:00'],
    ['services', 'coa', '2026-03-29T19:00:00+02:00'],
    ['safety-walk', 'municipality', '2026-03-30T01:00:00+02:00'],
    ['intake', 'coa', '2026-03-30T07:00:00+02:00'],
    ['open', 'coa', '2026-03-30T13:00:00+02:00'],
  ])('over the March weekend %s is owed by %s at %s', (kind, owner, dueAt) => {
    expect(schedule(start, HOURS_72)).toContainEqual({ kind, owner, dueAt: new Date(dueAt) });
  });

  const autumn = '2026-10-23T12:00:00+02:00';
  it.each([
    ['received', '2026-10-23T13:00:00+02:00'],
    ['utilities', '2026-10-25T00:00:00+02:00'],
    ['beds', '2026-10-25T11:00:00+01:00'],
    ['open', '2026-10-26T11:00:00+01:00'],
  ])('over the October weekend %s is due at %s', (kind, dueAt) => {
    expect(schedule(autumn, HOURS_72).find((milestone) => milestone.kind === kind)?.dueAt).toEqual(new Date(dueAt));
  });

  it.each([
    ['received', 833],
    ['committed', 6667],
    ['keys', 20_000],
    ['utilities', 30_000],
    ['staffing', 40_000],
    ['services', 45_000],
    ['safety-walk', 50_000],
    ['intake', 55_000],
    ['open', 60_000],
  ])('in an exercise of 60 seconds %s is due after %d ms', (kind, milliseconds) => {
    const milestones = schedule('2026-02-05T09:00:00Z', 60);
    const due = milestones.find((milestone) => milestone.kind === kind)?.dueAt;
    expect(due?.getTime()).toBe(Date.parse('2026-02-05T09:00:00Z') + milliseconds);
    expectSound(milestones, new Date('2026-02-05T09:01:00Z'));
  });

  it('ends at the deadline to the millisecond, whatever the window', () => {
    for (const windowSeconds of [60, 61, 97.123, 3599, 86_399, HOURS_72, 30 * 86_400]) {
      const deadline = deadlineOf(new Date(start), windowSeconds);
      expectSound(schedule(start, windowSeconds), deadline);
    }
  });

  it('gives a replacement the same deadline, and everything due at once when that has passed', () => {
    const deadline = new Date('2026-02-08T09:00:00Z');
    const joins = new Date('2026-02-07T21:00:00.500Z');
    const milestones = milestoneSchedule(joins, secondsBetween(joins, deadline), ACTIVATION_POLICY, PARTIES);
    expectSound(milestones, deadline);
    expect(milestones[0]?.dueAt).toEqual(new Date('2026-02-07T21:10:00.493Z'));

    const after = new Date('2026-02-08T10:00:00Z');
    const late = milestoneSchedule(after, secondsBetween(after, deadline), ACTIVATION_POLICY, PARTIES);
    expect(new Set(late.map(({ dueAt }) => dueAt.getTime()))).toEqual(new Set([deadline.getTime()]));
  });

  it.each([
    ['keys', 72, 22, 26],
    ['open', 72, 70, 74],
    ['keys', 12, 24 - 1 / 3, 24 + 1 / 3],
    ['received', 72, null, 26],
    ['keys', -1, 24, 24],
  ] as const)('%s, due after 24 h or later in a window of %d h: reminded of at %p h, telephoned about at %p h', (kind, windowHours, reminded, telephoned) => {
    const dueHour = kind === 'open' ? 72 : 24;
    const at = (hours: number): Date => new Date(Date.parse(start) + Math.round(hours * 3_600_000));
    expect(reminderAt({ kind, dueAt: at(dueHour) }, windowHours * 3600, ACTIVATION_POLICY)).toEqual(reminded === null ? null : at(reminded));
    expect(escalationAt(at(dueHour), windowHours * 3600, ACTIVATION_POLICY)).toEqual(at(telephoned));
  });

  it('does not let a milestone vanish when nobody owes it', () => {
    expect(() => schedule(start, HOURS_72, ['municipality', 'coa'])).toThrow('ACTIVATION.PARTY_MISSING');
  });

  it.each([
    ['before', -1, false],
    ['at', 0, true],
    ['after', 1, true],
  ])('%s its due instant (%d ms): late is %s', (_when, milliseconds, late) => {
    const dueAt = new Date('2026-02-08T09:00:00Z');
    expect(isLate(new Date(dueAt.getTime() + milliseconds), dueAt)).toBe(late);
  });
});

describe('the policy', () => {
  it('names every milestone once, in the order of its fractions, each with its source', () => {
    const { milestones } = ACTIVATION_POLICY;
    expect(milestones.map(({ kind }) => kind)).toEqual([...MILESTONE_KINDS]);
    expect(milestones.map(({ due }) => due)).toEqual([1 / 72, 1 / 9, 1 / 3, 1 / 2, 2 / 3, 2 / 3, 3 / 4, 5 / 6, 11 / 12, 1]);
    for (const { source } of milestones) expect(source.length).toBeGreaterThan(20);
  });

  it('has the figures agreed on, each with its source', () => {
    const { windowSeconds, minimumExerciseWindowSeconds, placesRequested, deadlineNear, alertSteps, stepReminder, stepEscalation, gatherSeconds } = ACTIVATION_POLICY;
    expect([windowSeconds, minimumExerciseWindowSeconds, placesRequested, deadlineNear].map(({ value }) => value)).toEqual([
      259_200, 60, 100, 2 / 3,
    ]);
    expect(alertSteps.fractions).toEqual([1 / 144, 1 / 72, 1 / 36, 1 / 18]);
    expect([stepReminder, stepEscalation, gatherSeconds].map(({ value }) => value)).toEqual([1 / 36, 1 / 36, 5]);
    for (const { source } of [windowSeconds, minimumExerciseWindowSeconds, placesRequested, deadlineNear, alertSteps, stepReminder, stepEscalation, gatherSeconds]) {
      expect(source.length).toBeGreaterThan(20);
    }
  });
});
