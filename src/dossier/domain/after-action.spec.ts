import { describe, expect, it } from '@jest/globals';
import { AFTER_ACTION_POLICY } from '../../../config/after-action.js';
import type { PastActivation, PastDeployment, PastMilestone } from '../../activations/index.js';
import { addSeconds } from '../../kernel/index.js';
import { afterActionReport, type AfterActionFacts, type AfterActionReport, STILL_RUNNING, type SentMessage } from './index.js';

const HOUR = 3600;
const START = new Date('2026-03-28T12:00:00Z');
const hour = (hours: number, from = START): Date => addSeconds(from, hours * HOUR);

const deployment = (more: Partial<PastDeployment> = {}): PastDeployment => ({
  id: 'd1', extraPlacesId: null, firstDeadlineAt: null, locationId: 'l1', municipalityId: 'assen', name: 'De Gieterij', municipalityName: 'Assen', places: 60, state: 'closed', stateReason: null, replacesId: null,
  createdAt: START, openedAt: hour(30), closedAt: hour(80), ...more,
});
const milestone = (more: Partial<PastMilestone> = {}): PastMilestone => ({
  deploymentId: 'd1', kind: 'keys', party: 'municipality', organisationId: 'assen', dueAt: hour(24), firstDueAt: hour(24), state: 'done', doneAt: hour(20), ...more,
});
const past = (more: Partial<Omit<PastActivation, 'activation'>> & { activation?: Partial<PastActivation['activation']> } = {}): PastActivation => ({
  againstFirstDeadline: null, openedPlaces: 60, deployments: [deployment()], extras: [], milestones: [milestone()], commitments: [], ...more,
  activation: {
    id: 'a1', reserveRequestId: 'r1', exercise: false, status: 'ended', places: 60, plannedPlaces: 60, reason: 'vol', windowSeconds: 72 * HOUR, triggeredAt: START, deadlineAt: hour(72),
    firstDeadlineAt: null, extensionReason: null, parties: { ministryId: 'pro', provinceId: 'prt', redCrossId: 'rk', coaId: 'coa', operationsId: 'ops' },
    outcome: 'met', outcomeAt: hour(30), outcomeReason: null, endedAt: hour(80), endReason: 'klaar', ...more.activation,
  },
});
const report = (of: PastActivation, more: Partial<AfterActionFacts> = {}, sees: (id: string) => boolean = () => true): AfterActionReport =>
  afterActionReport({ ...of, extensions: [], alerted: [], telephoned: [], provesLeadTime: true, leadTimes: [], earlier: [], ...more }, sees, AFTER_ACTION_POLICY);

describe('the report after an activation', () => {
  it('is not there before the end', () => {
    expect(() => report(past({ activation: { status: 'running' } }))).toThrow(STILL_RUNNING.code);
    for (const text of [STILL_RUNNING.title, STILL_RUNNING.detail]) expect(text.nl).not.toBe(text.en);
  });

  it.each<[string, Partial<PastMilestone>, Partial<PastDeployment>, string, number]>([
    ['done before it was due', { doneAt: hour(20) }, {}, 'in-time', 0],
    ['done at the due instant itself', { doneAt: hour(24) }, {}, 'late', 0],
    ['done two hours later', { doneAt: hour(26) }, {}, 'late', 2],
    ['over 72 hours that hold the change to summer time', { dueAt: hour(72), firstDueAt: hour(72), doneAt: hour(73) }, {}, 'late', 1],
    ['never done, though it was due before the end', { state: 'void', doneAt: null }, {}, 'never-done', 56],
    ['never done, and not due before the end', { state: 'void', doneAt: null, dueAt: hour(90), firstDueAt: hour(90) }, {}, 'not-needed', 0],
    ['never done where the building dropped out first', { state: 'void', doneAt: null }, { state: 'failed', closedAt: hour(10) }, 'not-needed', 0],
    ['overdue when the building dropped out', { state: 'void', doneAt: null }, { state: 'failed', closedAt: hour(30) }, 'never-done', 6],
    ['never done where the municipality refused, however late', { state: 'void', doneAt: null }, { state: 'refused', closedAt: hour(30) }, 'not-needed', 0],
    ['the refusal itself, also long after it was due', { kind: 'committed', state: 'refused', doneAt: hour(30) }, { state: 'refused', closedAt: hour(30) }, 'refused', 0],
    ['the receipt that came with the refusal', { kind: 'received', doneAt: hour(30) }, { state: 'refused', closedAt: hour(30) }, 'refused', 0],
  ])('%s is %s', (_case, more, where, verdict, hours) => {
    const { deployments, late } = report(past({ deployments: [deployment(where)], milestones: [milestone(more)] }));
    expect(deployments[0]!.milestones[0]).toMatchObject({ verdict, lateSeconds: hours * HOUR, first: null });
    expect(late).toHaveLength(verdict === 'late' || verdict === 'never-done' ? 1 : 0);
  });

  it('judges against both due times where a deadline was put off', () => {
    const of = past({ milestones: [milestone({ kind: 'open', party: 'coa', organisationId: 'coa', dueAt: hour(96), firstDueAt: hour(72), doneAt: hour(80) })], activation: { firstDeadlineAt: hour(72), deadlineAt: hour(96) } });
    const [open] = report(of).deployments[0]!.milestones;
    expect(open).toMatchObject({ verdict: 'in-time', first: { verdict: 'late', lateSeconds: 8 * HOUR }, took: { seconds: 80 * HOUR, share: 80 / 72 } });
  });

  it('puts together whose the late things were, the latest in all first', () => {
    const milestones = [
      milestone({ doneAt: hour(25) }), milestone({ kind: 'utilities', doneAt: hour(27) }),
      milestone({ kind: 'beds', party: 'red-cross', organisationId: 'rk', doneAt: hour(40) }), milestone({ kind: 'intake', party: 'coa', organisationId: 'coa' }),
    ];
    expect(report(past({ milestones })).late.map(({ owner, totalSeconds, items }) => [owner.organisationId, totalSeconds / HOUR, items.map(({ milestone: { kind } }) => kind)])).toEqual([
      ['rk', 16, ['beds']], ['assen', 4, ['utilities', 'keys']],
    ]);
  });

  it('names another party by its part only to who may not know it', () => {
    const milestones = [milestone({ kind: 'beds', party: 'red-cross', organisationId: 'rk', doneAt: hour(40) })];
    const alerted = ['assen', 'rk'].map((organisationId) => ({ organisationId, asked: true, alertedAt: START, messages: [] }));
    const telephoned = [{ organisationId: 'rk', because: 'no-answer' as const, openedAt: START, closedAt: null, closeReason: null, results: [] }];
    const { late, organisations, calls } = report(past({ milestones }), { alerted, telephoned }, (id) => id === 'assen');
    expect([late[0]!.owner, organisations.map(({ organisationId }) => organisationId), calls]).toEqual([{ party: 'red-cross', organisationId: null }, ['assen'], []]);
  });
});

const message = (more: Partial<SentMessage> = {}): SentMessage => ({ id: 'm', state: 'accepted', attempts: 1, createdAt: START, acceptedAt: addSeconds(START, 2), possiblySentTwice: false, supersededBy: null, ...more });

describe('how long answers took', () => {
  const two = [deployment(), deployment({ id: 'd2', createdAt: hour(20) })];
  const coa = { party: 'coa', organisationId: 'coa' } as const;

  it('counts from the alert, and from the call for each location; a refusal is an answer and never late', () => {
    const milestones = [
      milestone({ kind: 'received', ...coa, dueAt: hour(1), firstDueAt: hour(1), doneAt: hour(6) }), milestone({ kind: 'received', ...coa, deploymentId: 'd2', dueAt: hour(21), firstDueAt: hour(21), doneAt: hour(20.5) }),
      milestone({ kind: 'committed', ...coa }), milestone({ kind: 'committed', ...coa, deploymentId: 'd2', state: 'refused' }),
    ];
    const commitments = [{ deploymentId: 'd1', organisationId: 'coa', answer: 'given', late: true, at: hour(9) }, { deploymentId: 'd2', organisationId: 'coa', answer: 'refused', late: true, at: hour(30) }] as const;
    const messages = [message(), message({ createdAt: hour(1), acceptedAt: hour(3) }), message({ state: 'given-up', acceptedAt: null })];
    expect(report(past({ deployments: two, milestones, commitments }), { alerted: [{ organisationId: 'coa', asked: true, alertedAt: START, messages }] }).organisations).toEqual([{
      organisationId: 'coa', acceptance: { messages: 3, accepted: 2, firstSeconds: 2, worstSeconds: 2 * HOUR },
      receipt: { asked: 2, answered: 2, late: 1, firstSeconds: 6 * HOUR, worstSeconds: 6 * HOUR },
      commitment: { asked: 2, answered: 2, refused: 1, late: 1, firstSeconds: 9 * HOUR, worstSeconds: 10 * HOUR },
    }]);
  });

  it('puts every message in one of five, and says what an outage did', () => {
    const messages = [
      message(), message({ attempts: 4, acceptedAt: hour(6), possiblySentTwice: true }), message({ state: 'answered', acceptedAt: null }),
      message({ state: 'given-up', attempts: 1, acceptedAt: null }), message({ state: 'failed-retrying', attempts: 9, acceptedAt: null }),
    ];
    expect(report(past(), { alerted: [{ organisationId: 'coa', asked: false, alertedAt: START, messages }] }).delivery).toEqual({
      messages: 5, acceptedAtOnce: 1, acceptedAfterRetries: 1, givenUp: 1, notNeeded: 1, waiting: 1, possiblySentTwice: 1, mostAttempts: 9, worstSeconds: 6 * HOUR,
    });
  });

  it('measures what an outage held up from when it was written, though a statement of the situation took its place', () => {
    const replaced = { state: 'superseded', attempts: 0, acceptedAt: null } as const;
    const messages = [
      message({ id: 'first', ...replaced, supersededBy: 'second' }), message({ id: 'later', ...replaced, createdAt: hour(2), supersededBy: 'third' }),
      message({ id: 'second', ...replaced, createdAt: hour(3), supersededBy: 'third' }), message({ id: 'third', createdAt: hour(5), acceptedAt: hour(5) }),
    ];
    const { delivery, organisations } = report(past(), { alerted: [{ organisationId: 'coa', asked: false, alertedAt: START, messages }] });
    expect(delivery).toMatchObject({ messages: 4, acceptedAtOnce: 1, acceptedAfterRetries: 3, notNeeded: 0, waiting: 0, worstSeconds: 5 * HOUR });
    expect(organisations[0]!.acceptance).toEqual({ messages: 4, accepted: 4, firstSeconds: 5 * HOUR, worstSeconds: 5 * HOUR });
  });

  it('says after how many calls somebody was reached', () => {
    const call = { organisationId: 'rk', because: 'no-answer', openedAt: START, closedAt: hour(1), closeReason: 'answered' } as const;
    const { calls } = report(past(), { telephoned: [{ ...call, results: ['voicemail', 'no-answer', 'reached'] }, { ...call, results: [], closedAt: null, closeReason: null }] });
    expect(calls.map(({ attempts, reachedAtAttempt, openSeconds }) => [attempts, reachedAtAttempt, openSeconds])).toEqual([[3, 3, HOUR], [0, null, null]]);
  });
});

describe('compared with earlier', () => {
  /** The same building earlier, with a window of its own, in which the keys took so many hours. */
  const before = (windowHours: number, hours: number | null, more: Partial<PastActivation['activation']> = {}): PastActivation => {
    const start = new Date('2026-02-01T12:00:00Z');
    return past({
      activation: { id: 'a0', exercise: true, triggeredAt: start, deadlineAt: hour(windowHours, start), ...more },
      deployments: [deployment({ createdAt: start })], milestones: [milestone({ state: hours === null ? 'void' : 'done', doneAt: hours === null ? null : hour(hours, start) })],
    });
  };
  const compared = (earlier: PastActivation[]): AfterActionReport['comparisons'][number] => report(past(), { earlier }).comparisons[0]!;

  it.each<[string, number, number | null, string, string]>([
    ['a longer time with the same window', 72, 30, 'time', 'better'],
    ['a shorter one', 72, 10, 'time', 'worse'],
    ['hardly another', 72, 20.5, 'time', 'alike'],
    ['a step that was not done then', 72, null, 'time', 'incomparable'],
    ['a compressed exercise in which it took less time, but more of the window', 2, 1, 'share-of-window', 'better'],
    ['a compressed exercise in which it took less of the window', 2, 0.1, 'share-of-window', 'worse'],
    ['an activation that had no window left', 0, 5, 'share-of-window', 'incomparable'],
  ])('%s', (_case, windowHours, hours, basis, trend) => {
    const { earlier, milestones } = compared([before(windowHours, hours)]);
    expect([earlier[0]!.basis, milestones[0]!.earlier[0]!.trend]).toEqual([basis, trend]);
  });

  it('marks what was an exercise, takes the last few only, and passes over a use that was refused', () => {
    const refused = { ...before(72, null), deployments: [deployment({ state: 'refused' })] };
    const elsewhere = { ...before(72, 20), deployments: [deployment({ locationId: 'l2' })] };
    const many = [before(72, 20, { exercise: false }), refused, elsewhere, ...[1, 2, 3].map(() => before(72, 20))];
    expect(compared(many).earlier.map(({ exercise }) => exercise)).toEqual([false, true, true]);
  });

  it('is measured against the first deadline, whatever it was put off to', () => {
    const { windowSeconds } = report(past({ activation: { firstDeadlineAt: hour(72), deadlineAt: hour(96) } })).comparisons[0]!;
    expect(windowSeconds).toBe(72 * HOUR);
  });
});

describe('the lead time of a building', () => {
  it.each<[string, Partial<PastDeployment>, boolean, number | null, string]>([
    ['was measured', {}, true, 30, 'measured'],
    ['is not proven by a compressed exercise', {}, false, null, 'compressed-exercise'],
    ['cannot be measured when it did not open', { openedAt: null }, true, null, 'not-opened'],
  ])('%s', (_case, more, provesLeadTime, measuredThenHours, proof) => {
    const leadTimes = [{ locationId: 'l1', statedHours: 48, measuredHours: measuredThenHours, measuredThenHours }];
    expect(report(past({ deployments: [deployment(more)] }), { provesLeadTime, leadTimes }).leadTimes).toEqual([{ deploymentId: 'd1', statedHours: 48, countingHours: measuredThenHours, measuredHours: measuredThenHours, proof }]);
  });
});
