import { describe, expect, it } from '@jest/globals';
import { violationsOf, type Facts } from './invariants.js';
import { addUp, type Tally } from './tally.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 25, 12, 0, second));
/** One alert of one exercise that went out, was reminded of once, and was answered; the deadline passed. */
const WHOLE: Facts = {
  activations: [{ id: 'a', exercise: true, outcome: 'missed', outcomeAt: at(60), deadlineAt: at(60) }],
  alerts: [
    { id: 'root', topicId: 'a', organisationId: 'rk', purpose: 'staffing', rootId: null, chasesId: null, exercise: true, awaited: false },
    { id: 'again', topicId: 'a', organisationId: 'rk', purpose: 'reminder', rootId: 'root', chasesId: 'root', exercise: true, awaited: false },
  ],
  deliveries: [
    { id: 'd1', alertId: 'root', organisationId: 'rk', address: 'piket@rk', messageId: '<1>', state: 'accepted', possiblySentTwice: false, supersededBy: null, asks: true },
    { id: 'd2', alertId: 'again', organisationId: 'rk', address: 'piket@rk', messageId: '<2>', state: 'accepted', possiblySentTwice: false, supersededBy: null, asks: true },
  ],
  moments: [{ kind: 'activation.deadline', subjectId: 'a', dueAt: at(60), doneAt: at(61) }],
  entries: [
    { action: 'activation.outcome', subjectId: 'a', step: null }, { action: 'milestone.overdue', subjectId: 'm', step: null }, { action: 'alert.step-taken', subjectId: 'root', step: '1' },
    ...['root', 'again'].map((subjectId) => ({ action: 'alert.raised', subjectId, step: null })), ...['d1', 'd2'].map((subjectId) => ({ action: 'delivery.accepted', subjectId, step: null })),
  ],
  callTasks: [],
  received: ['<1>', '<2>'].map((messageId, n) => ({ messageId, to: ['piket@rk'], subject: 'OEFENING — Bemensing gevraagd', acknowledged: true, at: at(n) })),
  answers: [{ rootId: 'root', at: at(0) }],
};
const [first, second] = WHOLE.deliveries as [Facts['deliveries'][number], Facts['deliveries'][number]];
const [message, reminder] = WHOLE.received as [Facts['received'][number], Facts['received'][number]];
const withDelivery = (changes: Partial<Facts['deliveries'][number]>): Partial<Facts> => ({ deliveries: [{ ...first, ...changes }, second] });

describe('what a round of the fault matrix is checked for', () => {
  it('finds nothing where all is well', () => expect(violationsOf(WHOLE)).toEqual([]));

  it.each<[string, Partial<Facts>, string]>([
    ['a second outcome', { entries: [...WHOLE.entries, WHOLE.entries[0]!] }, 'has outcome missed and 2 entries of one'],
    ['an outcome that nobody wrote', { entries: WHOLE.entries.slice(1) }, 'has outcome missed and 0 entries of one'],
    ['a deadline missed at another time', { activations: [{ ...WHOLE.activations[0]!, outcomeAt: at(61) }] }, 'not at its deadline'],
    ['met after the deadline', { activations: [{ ...WHOLE.activations[0]!, outcome: 'met', outcomeAt: at(61) }] }, 'after its deadline'],
    ['a milestone overdue twice', { entries: [...WHOLE.entries, WHOLE.entries[1]!] }, 'the overdue milestone m took effect 2 times'],
    ['a party not informed, told twice', { entries: [...WHOLE.entries, ...[1, 2].map(() => ({ action: 'information.overdue', subjectId: 'i', step: null }))] }, 'the overdue information task i took effect 2 times'],
    ['a step taken twice', { entries: [...WHOLE.entries, WHOLE.entries[2]!] }, 'the escalation step root/1 took effect 2 times'],
    ['a message decided twice', { alerts: [...WHOLE.alerts, { ...WHOLE.alerts[0]!, id: 'root-2' }], entries: [...WHOLE.entries, { action: 'alert.raised', subjectId: 'root-2', step: null }] }, 'the message staffing to rk about a took effect 2 times'],
    ['something carried out early', { moments: [{ ...WHOLE.moments[0]!, doneAt: at(59) }] }, 'before it was due'],
    ['a message still under way', withDelivery({ state: 'failed-retrying' }), 'is still failed-retrying'],
    ['a message that counts as accepted and never arrived', { received: [reminder] }, 'the mail server never had it'],
    ['a superseded message that went out', withDelivery({ state: 'superseded', supersededBy: 'd2' }), 'went out, and counts as superseded'],
    ['a message superseded by nothing', { ...withDelivery({ state: 'superseded' }), received: [reminder] }, 'nothing took its place'],
    ['a question that stands nowhere any more', {
      alerts: [{ ...WHOLE.alerts[0]!, awaited: true }, WHOLE.alerts[1]!], deliveries: [{ ...first, state: 'superseded', supersededBy: 'd2' }, { ...second, asks: false }], received: [reminder],
    }, 'no message with a link to answer by stands'],
    ['a message given up without a word', { ...withDelivery({ state: 'given-up' }) }, 'was given up and nobody was told'],
    ['a repeat without a flag', { received: [message, message, reminder], entries: [...WHOLE.entries, { action: 'delivery.interrupted', subjectId: 'd1', step: null }] }, 'came 2 times without being flagged'],
    ['a repeat that the record does not explain', { ...withDelivery({ possiblySentTwice: true }), received: [message, message, reminder] }, 'more often than the record says'],
    ['an exercise that looks real', { received: [{ ...message, subject: 'Bemensing gevraagd' }, reminder] }, 'is not marked as what it is'],
    ['mail that nobody decided', { received: [...WHOLE.received, { ...message, messageId: '<9>' }] }, 'which nobody decided to send'],
    ['a storm after the answer', { received: [message, ...[3, 4].map((n) => ({ ...reminder, at: at(n) }))], entries: [...WHOLE.entries, { action: 'delivery.interrupted', subjectId: 'd2', step: null }], deliveries: [first, { ...second, possiblySentTwice: true }] }, 'was asked 2 times after'],
  ])('finds %s', (_, changes, words) => expect(violationsOf({ ...WHOLE, ...changes })).toEqual([expect.stringContaining(words)]));
});

describe('rounds of several runs', () => {
  const tally: Tally = { fault: 'x', backend: 'redis', lengths: 'short', rounds: 1, violations: 0, worstRecoverySeconds: 2, within: 6, found: [] };

  it('add up per row, backend and length', () => {
    const sum = [{ ...tally, worstRecoverySeconds: 3 }, { ...tally, violations: 1, worstRecoverySeconds: null, found: [{ seed: 7, what: 'y' }] }, { ...tally, backend: 'postgres' }].reduce(addUp, [tally]);
    expect(sum).toEqual([{ ...tally, rounds: 3, violations: 1, worstRecoverySeconds: 3, found: [{ seed: 7, what: 'y' }] }, { ...tally, backend: 'postgres' }]);
  });
});
