import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { digestOfTested } from '../../../scripts/tested-files.mjs';
import { violationsOf, type Facts } from './invariants.js';
import { hookViolationsOf, type HookFacts } from './hook-invariants.js';
import { addUp, readReport, writeReport, type Tally } from './tally.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 25, 12, 0, second));
/** One alert of one exercise that went out, was reminded of once, and was answered; the deadline passed. */
const WHOLE: Facts = {
  activations: [{ id: 'a', exercise: true, outcome: 'missed', outcomeAt: at(60), deadlineAt: at(60), endedAt: null }],
  now: at(90),
  milestones: [{ id: 'm', kind: 'received', state: 'open', dueAt: at(30), overdueAt: at(31) }],
  alerts: [
    { id: 'told', topicId: 'a', organisationId: 'rk', purpose: 'outcome-missed', rootId: null, chasesId: null, exercise: true, awaited: false, overtaken: false },
    { id: 'root', topicId: 'a', organisationId: 'rk', purpose: 'staffing', rootId: null, chasesId: null, exercise: true, awaited: false, overtaken: false },
    { id: 'again', topicId: 'a', organisationId: 'rk', purpose: 'reminder', rootId: 'root', chasesId: 'root', exercise: true, awaited: false, overtaken: false },
  ],
  deliveries: [
    { id: 'd1', alertId: 'root', organisationId: 'rk', address: 'piket@rk', messageId: '<1>', state: 'accepted', possiblySentTwice: false, supersededBy: null, asks: true },
    { id: 'd2', alertId: 'again', organisationId: 'rk', address: 'piket@rk', messageId: '<2>', state: 'accepted', possiblySentTwice: false, supersededBy: null, asks: true },
  ],
  moments: [{ kind: 'activation.deadline', subjectId: 'a', dueAt: at(60), doneAt: at(61) }],
  entries: [
    { action: 'activation.outcome', subjectId: 'a', step: null }, { action: 'milestone.overdue', subjectId: 'm', step: null }, { action: 'alert.step-taken', subjectId: 'root', step: '1' },
    ...['root', 'again', 'told'].map((subjectId) => ({ action: 'alert.raised', subjectId, step: null })), ...['d1', 'd2'].map((subjectId) => ({ action: 'delivery.accepted', subjectId, step: null })),
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
    ['a deadline that nobody carried out', { activations: [{ ...WHOLE.activations[0]!, outcome: null, outcomeAt: null }], entries: WHOLE.entries.slice(1) }, 'came and went without an outcome'],
    ['a milestone that nobody missed', { milestones: [{ ...WHOLE.milestones[0]!, overdueAt: null }] }, 'is overdue and nobody noticed'],
    ['a party that does not know the outcome', { alerts: WHOLE.alerts.slice(1) }, 'rk was not told'],
    ['a deadline missed at another time', { activations: [{ ...WHOLE.activations[0]!, outcomeAt: at(61) }] }, 'not at its deadline'],
    ['met after the deadline', { activations: [{ ...WHOLE.activations[0]!, outcome: 'met', outcomeAt: at(61) }] }, 'after its deadline'],
    ['a milestone overdue twice', { entries: [...WHOLE.entries, WHOLE.entries[1]!] }, 'the overdue milestone m took effect 2 times'],
    ['a party not informed, told twice', { entries: [...WHOLE.entries, ...[1, 2].map(() => ({ action: 'information.overdue', subjectId: 'i', step: null }))] }, 'the overdue information task i took effect 2 times'],
    ['a step taken twice', { entries: [...WHOLE.entries, WHOLE.entries[2]!] }, 'the escalation step root/1 took effect 2 times'],
    ['a message decided twice', { alerts: [...WHOLE.alerts, { ...WHOLE.alerts[1]!, id: 'root-2' }], entries: [...WHOLE.entries, { action: 'alert.raised', subjectId: 'root-2', step: null }] }, 'the message staffing to rk about a took effect 2 times'],
    ['something carried out early', { moments: [{ ...WHOLE.moments[0]!, doneAt: at(59) }] }, 'before it was due'],
    ['a message still under way', withDelivery({ state: 'failed-retrying' }), 'is still failed-retrying'],
    ['a message that counts as accepted and never arrived', { received: [reminder] }, 'the mail server never had it'],
    ['a superseded message that went out', withDelivery({ state: 'superseded', supersededBy: 'd2' }), 'went out, and counts as superseded'],
    ['a message superseded by nothing', { ...withDelivery({ state: 'superseded' }), received: [reminder] }, 'nothing took its place'],
    ['a question that stands nowhere any more', {
      alerts: WHOLE.alerts.map((alert) => ({ ...alert, awaited: alert.id === 'root' })), deliveries: [{ ...first, state: 'superseded', supersededBy: 'd2' }, { ...second, asks: false }], received: [reminder],
    }, 'no message with a link to answer by stands'],
    ['a message given up without a word', { ...withDelivery({ state: 'given-up' }) }, 'was given up and nobody was told'],
    ['a repeat without a flag', { received: [message, message, reminder], entries: [...WHOLE.entries, { action: 'delivery.interrupted', subjectId: 'd1', step: null }] }, 'came 2 times without being flagged'],
    ['a repeat that the record does not explain', { ...withDelivery({ possiblySentTwice: true }), received: [message, message, reminder] }, 'more often than the record says'],
    ['an exercise that looks real', { received: [{ ...message, subject: 'Bemensing gevraagd' }, reminder] }, 'is not marked as what it is'],
    ['mail that nobody decided', { received: [...WHOLE.received, { ...message, messageId: '<9>' }] }, 'which nobody decided to send'],
    ['a storm after the answer', { received: [message, ...[3, 4].map((n) => ({ ...reminder, at: at(n) }))], entries: [...WHOLE.entries, { action: 'delivery.interrupted', subjectId: 'd2', step: null }], deliveries: [first, { ...second, possiblySentTwice: true }] }, 'was asked 2 times after'],
    ['statements after the answer that ask for it', {
      alerts: WHOLE.alerts.map((alert) => (alert.id === 'again' ? { ...alert, purpose: 'present-state', chasesId: null, overtaken: true } : alert)),
      received: [message, ...[3, 4].map((n) => ({ ...reminder, at: at(n) }))], entries: [...WHOLE.entries, { action: 'delivery.interrupted', subjectId: 'd2', step: null }], deliveries: [first, { ...second, possiblySentTwice: true }],
    }, 'was asked 2 times after'],
  ])('finds %s', (_, changes, words) => expect(violationsOf({ ...WHOLE, ...changes })).toEqual([expect.stringContaining(words)]));
});

type Heard = HookFacts['heard'][number];
type Kept = HookFacts['deliveries'][number];
const heard = (id: string, type: string, more: Partial<Heard> = {}): Heard =>
  ({ endpointId: 'e', id, type: `nl.achterdehand.${type}`, about: 'a', exercise: true, body: `text of ${id}`, genuine: true, answered: 204, ...more });
const kept = (eventId: string, position: number, more: Partial<Kept> = {}): Kept => ({ endpointId: 'e', eventId, topicId: 'a', position, state: 'accepted', possiblySentTwice: false, ...more });
/** One endpoint that heard of a trigger, and of the outcome after one refusal. */
const HOOKS: HookFacts = {
  endpoints: [{ id: 'e', events: null, gone: false }], activations: [{ id: 'a', exercise: true }],
  entries: ['activation.triggered', 'activation.outcome'].map((action) => ({ action, activationId: 'a' })),
  deliveries: [kept('1', 1), kept('2', 2)],
  heard: [heard('1', 'activation.triggered', { answered: 500 }), heard('1', 'activation.triggered'), heard('2', 'activation.outcome')],
};
const [refused, one, two] = HOOKS.heard as [Heard, Heard, Heard];

describe('what a round is checked for at the receivers of webhooks', () => {
  it('finds nothing where all is well', () => expect(hookViolationsOf(HOOKS)).toEqual([]));

  it.each<[string, Partial<HookFacts>, string]>([
    ['an event that nobody heard', { entries: [...HOOKS.entries, { action: 'milestone.overdue', activationId: 'a' }] }, 'heard 0 times of milestone.overdue, which happened 1 times'],
    ['a signature that is not valid', { heard: [{ ...refused, genuine: false }, one, two] }, 'without a valid signature'],
    ['another text on a repeat', { heard: [refused, { ...one, body: 'another' }, two] }, 'came again with another text'],
    ['an exercise that looks real', { heard: [refused, one, { ...two, exercise: false }] }, 'is not marked as what it is'],
    ['something nobody decided', { heard: [...HOOKS.heard, heard('9', 'webhook.test')] }, 'which nobody decided to send'],
    ['an event that overtakes one that was refused', { heard: [refused, two, one] }, 'before 1, which came first'],
    ['one that is still waiting', { deliveries: [kept('1', 1), kept('2', 2, { state: 'failed-retrying' })] }, 'is still failed-retrying'],
    ['one that counts as accepted and never was', { heard: [refused, one, { ...two, answered: 500 }], entries: HOOKS.entries.slice(0, 1) }, 'and it never had it'],
    ['a repeat without a flag', { heard: [one, one, two] }, 'again without being flagged'],
    ['a repeat without a flag after no answer', { heard: [{ ...one, answered: null }, one, two] }, 'again without being flagged'],
    ['one that is gone and asked again', { endpoints: [{ id: 'e', events: null, gone: true }], deliveries: HOOKS.deliveries.map((each) => ({ ...each, state: 'given-up' })), heard: [{ ...refused, answered: 410 }, { ...refused, answered: 410 }] }, 'was asked 2 times'],
    ['one that is gone and still has something to get', { endpoints: [{ id: 'e', events: null, gone: true }], deliveries: [kept('1', 1, { state: 'given-up' }), kept('2', 2, { state: 'queued' })], heard: [{ ...refused, answered: 410 }] }, 'which is gone, is queued'],
  ])('finds %s', (_, changes, words) => expect(hookViolationsOf({ ...HOOKS, ...changes })).toEqual([expect.stringContaining(words)]));

  it('lets a repeat pass that is flagged, and what an endpoint did not ask for', () => {
    expect(hookViolationsOf({ ...HOOKS, heard: [one, one, two], deliveries: [kept('1', 1, { possiblySentTwice: true }), kept('2', 2)] })).toEqual([]);
    expect(hookViolationsOf({ ...HOOKS, endpoints: [{ id: 'e', events: ['activation.triggered', 'activation.outcome'], gone: false }], entries: [...HOOKS.entries, { action: 'milestone.overdue', activationId: 'a' }] })).toEqual([]);
  });
});

describe('rounds of several runs', () => {
  const tally: Tally = { fault: 'x', backend: 'redis', lengths: 'short', rounds: 1, violations: 0, worstRecoverySeconds: 2, within: 6, found: [] };

  it('add up per row, backend and length', () => {
    const sum = [{ ...tally, worstRecoverySeconds: 3 }, { ...tally, violations: 1, worstRecoverySeconds: null, found: [{ seed: 7, what: 'y' }] }, { ...tally, backend: 'postgres' }].reduce(addUp, [tally]);
    expect(sum).toEqual([{ ...tally, rounds: 3, violations: 1, worstRecoverySeconds: 3, found: [{ seed: 7, what: 'y' }] }, { ...tally, backend: 'postgres' }]);
  });

  it('count for the sources that were tested, whatever else was changed or committed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adh-tally-'));
    try {
      const write = async (path: string, text: string): Promise<void> => {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      };
      const file = join(folder, 'reports', 'faults.json');
      const rounds = async (): Promise<number> => (await readReport(file, await digestOfTested(folder))).tallies.length;
      await write('src/due.ts', 'one');
      await writeReport(file, { tested: await digestOfTested(folder), runs: [{ commit: 'c', began: '2026-11-25', seed: 1, together: 2 }], tallies: [tally] });
      for (const path of ['docs/runbook.md', 'README.md', 'src/due.spec.ts', 'test/faults/other.test.ts', 'test/e2e/pages.test.ts']) await write(path, 'new');
      expect(await rounds()).toBe(1);
      for (const path of ['src/new.ts', 'config/due.ts', 'migrations/9.ts', 'test/faults/matrix/rows/new.ts', 'test/support/new.mjs', 'package-lock.json']) {
        await write(path, 'new');
        expect([path, await rounds()]).toEqual([path, 0]);
        await rm(join(folder, path));
        expect([path, await rounds()]).toEqual([path, 1]);
      }
      await write('src/due.ts', 'two');
      expect(await rounds()).toBe(0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
