import { describe, expect, it } from '@jest/globals';
import { ACTIVATION_POLICY, type MilestoneKind, type Party } from '../../../config/activation.js';
import { addSeconds } from '../../kernel/index.js';
import { type CriticalPath, criticalPath, type PathMilestone } from './critical-path.js';
import { milestoneSchedule } from './milestone-schedule.js';
import { type LeadTime, stepDurations, usualLeadTime } from './step-durations.js';

const PARTIES: readonly Party[] = ['municipality', 'red-cross', 'coa'];
const HOUR = 3600;
const START = new Date('2026-02-05T09:00:00Z');
const at = (hours: number): Date => addSeconds(START, hours * HOUR);
const UNKNOWN: LeadTime = { measured: null, stated: null };
/** Hours of the window at the trigger, and from joining to the deadline. */
type Circumstances = LeadTime & { readonly window: number; readonly deadline: number };
const AS_USUAL: Circumstances = { ...UNKNOWN, window: 72, deadline: 72 };
const RULES = new Map(ACTIVATION_POLICY.milestones.map((rule) => [rule.kind, rule]));

/** The milestones of a deployment, those named done at an hour: `{ received: 1, 'received coa': 2 }`. */
const milestones = (done: Readonly<Record<string, number>> = {}): PathMilestone[] =>
  milestoneSchedule(START, 72 * HOUR, ACTIVATION_POLICY, PARTIES).map(({ kind, owner }) => {
    const hour = done[`${kind} ${owner}`] ?? done[kind];
    return { id: `${kind} ${owner}`, kind, owner, state: hour === undefined ? 'open' : 'done', doneAt: hour === undefined ? null : at(hour) };
  });
const pathAt = (hour: number, done: Readonly<Record<string, number>> = {}, { window, deadline, ...leadTime }: Circumstances = AS_USUAL): CriticalPath =>
  criticalPath({
    milestones: milestones(done), startedAt: START, deadlineAt: at(deadline), now: at(hour),
    durations: stepDurations(ACTIVATION_POLICY, window * HOUR, deadline * HOUR, leadTime),
  })!;
const hoursOf = (instant: Date): number => (instant.getTime() - START.getTime()) / (HOUR * 1000);
const stepOf = ({ steps }: CriticalPath, id: string): CriticalPath['steps'][number] => steps.find((step) => step.id === id)!;

describe('the usual durations', () => {
  it('name kinds that exist, each with its source, in no circle, and say how much of the window they take', () => {
    for (const { waitsFor, duration } of ACTIVATION_POLICY.milestones) {
      for (const kind of waitsFor) expect(RULES.has(kind)).toBe(true);
      expect(duration.source).toMatch(/^Our own default: .{10}/);
    }
    expect(usualLeadTime(ACTIVATION_POLICY) * 72).toBeCloseTo(42.5, 6);
    const circle = ACTIVATION_POLICY.milestones.map((rule) => (rule.kind === 'received' ? { ...rule, waitsFor: ['open'] as const } : rule));
    expect(() => usualLeadTime({ milestones: circle })).toThrow('wait for each other');
  });

  it('fit before every due time, from the start and from the due times of what comes before', () => {
    const { steps } = pathAt(0);
    for (const { kind, due, waitsFor, duration } of ACTIVATION_POLICY.milestones) {
      for (const step of steps.filter((one) => one.kind === kind)) expect(hoursOf(step.earliestFinishAt)).toBeLessThanOrEqual(due * 72);
      for (const before of waitsFor) expect(RULES.get(before)!.due + duration.value).toBeLessThanOrEqual(due + 1e-9);
    }
  });

  it.each([60, 61, 97.123, 3599, 72 * HOUR, 30 * 24 * HOUR])('never make a fresh deployment late, nor one whose steps are done when due: a window of %d seconds', (windowSeconds) => {
    const planned = milestoneSchedule(START, windowSeconds, ACTIVATION_POLICY, PARTIES);
    const durations = stepDurations(ACTIVATION_POLICY, windowSeconds, windowSeconds, UNKNOWN);
    for (const now of [START, ...planned.map(({ dueAt }) => dueAt)]) {
      const done = planned.map(({ kind, owner, dueAt }) => ({ id: `${kind} ${owner}`, kind, owner, state: dueAt <= now && kind !== 'open' ? 'done' as const : 'open' as const, doneAt: dueAt }));
      expect(criticalPath({ milestones: done, startedAt: START, deadlineAt: addSeconds(START, windowSeconds), now, durations })!.willBeLate).toBe(false);
    }
  });

  it.each<[string, number, number, LeadTime, number]>([
    ['as usual when nothing was measured', 72, 72, { measured: null, stated: 0.1 }, 42.5],
    ['as measured', 72, 72, { measured: 0.5, stated: 0.1 }, 36],
    ['as measured, though it does not fit', 72, 72, { measured: 1.25, stated: 0.1 }, 90],
    ['compressed with the window of an exercise', 1, 1, { measured: 0.5, stated: null }, 0.5],
    ['as stated, on which the plan relied, where usual does not fit in what is left', 72, 30, { measured: null, stated: 0.25 }, 18],
    ['as usual in what is left, where nothing shorter was stated', 72, 30, { measured: null, stated: null }, 42.5],
    ['no longer because PRO put the deadline off', 72, 96, UNKNOWN, 42.5],
  ])('take %s', (_name, window, deadline, leadTime, hours) => {
    expect(hoursOf(pathAt(0, {}, { window, deadline, ...leadTime }).expectedOpenAt)).toBeCloseTo(hours, 4);
  });
});

describe('the critical path', () => {
  const answered = { received: 0.25, committed: 3 };
  it.each<[string, number, Readonly<Record<string, number>>, number, MilestoneKind[], number]>([
    ['fresh', 0, {}, 42.5, ['received', 'committed', 'staffing', 'services', 'intake', 'open'], 30],
    ['time that passes during a step is no delay yet', 0.4, {}, 42.5, ['received', 'committed', 'staffing', 'services', 'intake', 'open'], 30],
    ['a step that takes longer than usual moves what follows', 10, { received: 0.25 }, 48, ['committed', 'staffing', 'services', 'intake', 'open'], 34],
    ['one party that does not answer holds everyone up', 10, { received: 0.25, 'committed municipality': 3, 'committed red-cross': 3 }, 48, ['committed', 'staffing', 'services', 'intake', 'open'], 34],
    ['half of a step is behind when half of its time is', 15, answered, 41, ['staffing', 'services', 'intake', 'open'], 50],
    ['what was done early gains time', 20, { ...answered, staffing: 10, services: 16, keys: 12, utilities: 14, beds: 18 }, 30, ['intake', 'open'], 66],
    ['the other branch decides when its step is late', 40, { ...answered, staffing: 20, services: 20, intake: 30 }, 62, ['keys', 'beds', 'safety-walk', 'open'], 50],
    ['only the opening is left', 50, { ...answered, keys: 9, utilities: 9, beds: 9, staffing: 9, services: 9, 'safety-walk': 48, intake: 49 }, 55, ['open'], 72],
    ['nothing done for too long', 43, {}, 85, ['received', 'committed', 'staffing', 'services', 'intake', 'open'], 43],
  ])('%s', (_name, hour, done, expected, kinds, lateFrom) => {
    const path = pathAt(hour, done);
    expect(hoursOf(path.expectedOpenAt)).toBeCloseTo(expected, 6);
    expect(path.path).toEqual(kinds);
    expect(path.willBeLate).toBe(expected > 72);
    expect(path.slackSeconds / HOUR).toBeCloseTo(72 - expected, 6);
    expect(hoursOf(path.lateFrom)).toBeCloseTo(lateFrom, 5);
  });

  it('gives every open step its slack, and says which can begin', () => {
    const path = pathAt(20, { received: 0.25, committed: 3, keys: 10, staffing: 12 });
    expect(path.steps.map(({ id }) => id)).toEqual(['utilities municipality', 'beds red-cross', 'safety-walk municipality', 'services coa', 'intake coa', 'open coa']);
    expect(path.steps.filter((step) => step.canBegin).map(({ kind }) => kind)).toEqual(['utilities', 'beds', 'services']);
    // Utilities were to take until 18 h and are open at 20 h; walk-round and opening need ten hours.
    expect(stepOf(path, 'utilities municipality')).toMatchObject({ earliestFinishAt: at(20), latestFinishAt: at(62), slackSeconds: 42 * HOUR, critical: false });
    expect(stepOf(path, 'open coa')).toMatchObject({ slackSeconds: 31 * HOUR, critical: true });
    expect(path.slackSeconds).toBe(31 * HOUR);
  });

  it('lets every party answer for itself: nobody’s commitment waits for another’s receipt', () => {
    const path = pathAt(10, { 'received coa': 0.25 });
    expect(stepOf(path, 'committed coa')).toMatchObject({ canBegin: true, earliestFinishAt: at(10) });
    expect(stepOf(path, 'committed red-cross')).toMatchObject({ canBegin: false, earliestFinishAt: at(14) });
    expect(stepOf(path, 'keys municipality').earliestFinishAt).toEqual(at(26));
  });

  it('has negative slack when it will be late, and fits to the millisecond when it fits', () => {
    const path = pathAt(43);
    expect(stepOf(path, 'received coa').slackSeconds).toBe(-13 * HOUR);
    expect(path.lateFrom).toEqual(at(43));
    const { lateFrom } = pathAt(1, { received: 0.5 });
    const untouched = (now: Date): boolean => pathAt(hoursOf(now), { received: 0.5 }).willBeLate;
    expect([untouched(new Date(lateFrom.getTime() - 1)), untouched(lateFrom)]).toEqual([false, true]);
  });

  it('does not wait for what was refused or is void, and ends with the opening', () => {
    const refused = milestones({ received: 1, 'committed municipality': 2, 'committed coa': 2 }).map((one): PathMilestone => (one.id === 'committed red-cross' ? { ...one, state: 'refused', doneAt: at(4) } : one));
    const durations = stepDurations(ACTIVATION_POLICY, 72 * HOUR, 72 * HOUR, UNKNOWN);
    const input = { milestones: refused, startedAt: START, deadlineAt: at(72), now: at(5), durations };
    expect(criticalPath(input)!.expectedOpenAt).toEqual(at(4 + 24 + 8 + 6));
    expect(criticalPath({ ...input, milestones: milestones({ open: 4 }) })).toBeNull();
  });

  it('equals the longest of all ways, tried one by one, in 300 random cases', () => {
    const random = sequence(20261125);
    const wrong: unknown[] = [];
    for (let n = 0; n < 300; n += 1) {
      const now = random() * 80;
      const kinds = ACTIVATION_POLICY.milestones.filter(({ kind }) => kind !== 'open' && random() < 0.4).map(({ kind }) => kind);
      const done = Object.fromEntries(kinds.map((kind) => [kind, Math.floor(random() * now * HOUR) / HOUR]));
      const factors = { ...AS_USUAL, measured: 0.2 + random() };
      const path = pathAt(now, done, factors);
      const expected = longestWay(milestones(done), stepDurations(ACTIVATION_POLICY, 72 * HOUR, 72 * HOUR, factors), at(now));
      const lateness = [path.lateFrom.getTime() - 1, path.lateFrom.getTime()].map((ms) => pathAt((ms - START.getTime()) / (HOUR * 1000), done, factors).willBeLate);
      const right = path.expectedOpenAt.getTime() === expected && lateness[1] && (path.willBeLate || !lateness[0]) && Math.min(...path.steps.filter(({ critical }) => critical).map(({ slackSeconds }) => slackSeconds)) === path.slackSeconds;
      if (!right) wrong.push({ now, done, factors, expected, path });
    }
    expect(wrong).toEqual([]);
  });
});

/** Walks every way back from `open` through what is not done. Milliseconds. */
function longestWay(all: readonly PathMilestone[], durations: ReturnType<typeof stepDurations>, now: Date): number {
  const ways = (step: PathMilestone, behind: number): number[] => {
    const { owner, waitsFor } = RULES.get(step.kind)!;
    const mine = behind + Math.floor(durations[step.kind] * 1000);
    const before = all.filter(({ kind, owner: other }) => waitsFor.includes(kind) && !(owner === 'each-party' && other !== step.owner));
    const open = before.filter(({ state }) => state === 'open');
    const began = Math.max(START.getTime(), ...before.map(({ doneAt }) => doneAt?.getTime() ?? 0));
    return [...(open.length === 0 ? [Math.max(now.getTime() + behind, began + mine)] : [began + mine, now.getTime() + behind]), ...open.flatMap((one) => ways(one, mine))];
  };
  return Math.max(...ways(all.find(({ kind }) => kind === 'open')!, 0));
}

/** Pseudo-random numbers below one that are the same each time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
