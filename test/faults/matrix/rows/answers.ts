import { waitFor } from '../../../support/wait-for.js';
import { AFTER_WINDOW_S, pause, settled, untilDeadline, type FaultRow, type Round, type RoundResult } from '../row.js';
import { BACKENDS, type World } from '../world.js';
import { CAUGHT_UP_S } from './crashes.js';

const PARTIES = ['red-cross', 'coa'] as const;
const DUTY: Record<(typeof PARTIES)[number], string> = { 'red-cross': 'piket@rodekruis.example', coa: 'piket@coa.example' };

/** The answer link in the first mail that an address got, on the web process that runs now. */
async function linkTo(world: World, address: string): Promise<string> {
  const message = await waitFor(`mail to ${address}`, () => world.smtp.to(address)[0], { timeoutMs: 20_000 });
  const path = /\/antwoord\/[\w-]+/.exec(message.text)?.[0];
  if (!path) throw new Error(`the mail to ${address} has no answer link`);
  return `${world.processes.get('web')!.url}${path}`;
}

async function onlyLooking({ world, dice }: Round): Promise<RoundResult> {
  const activation = await world.trigger();
  const link = await linkTo(world, DUTY[dice.pick(PARTIES)]);
  const statuses = await Promise.all(Array.from({ length: 100 }, (_, n) => fetch(link, { method: n % 2 ? 'HEAD' : 'GET' }).then(async (response) => {
    await response.arrayBuffer();
    return response.status;
  })));
  const received = await world.count('alerts WHERE topic_id = $1 AND received_at IS NOT NULL', [activation.id]);
  const committed = await world.count('commitments WHERE activation_id = $1', [activation.id]);
  const broken = received + committed === 0 ? [] : [`looking ${statuses.length} times left ${received} receipts and ${committed} commitments`];
  if (statuses.some((status) => status !== 200)) broken.push(`looking answered ${[...new Set(statuses)].join(', ')}`);
  await settled(world, [activation.id], 0);
  return { activationIds: [activation.id], recoverySeconds: null, broken };
}

const post = (link: string, form: Record<string, string>): Promise<number> => fetch(link, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) }).then(async (response) => {
  await response.arrayBuffer();
  return response.status;
});

// The same answer several times at once, by link and by API, somewhere between the first reminder and the last step.
async function doubleAnswer({ world, dice }: Round): Promise<RoundResult> {
  const activation = await world.trigger();
  const who = dice.pick(PARTIES);
  const link = await linkTo(world, DUTY[who]);
  await pause(dice.number(0, 3.5));
  const byLink = { step: 'receive', subjectId: activation.id, name: 'S. Haverkort', function: 'Coördinator' };
  const statuses = await Promise.all([post(link, byLink), post(link, byLink), world.receive(who, activation.id), world.receive(who, activation.id), post(link, byLink)]);
  const broken = statuses.every((status) => status < 400) ? [] : [`the same answer five times gave ${statuses.join(', ')}`];
  await world.shift(AFTER_WINDOW_S);
  const recoverySeconds = await settled(world, [activation.id], performance.now());
  return { activationIds: [activation.id], recoverySeconds, broken };
}

async function afterDeadline({ world, dice }: Round): Promise<RoundResult> {
  const activation = await world.trigger();
  await world.shift(AFTER_WINDOW_S + dice.number(0, 600));
  await settled(world, [activation.id], 0);
  const who = dice.pick(PARTIES);
  const status = await world.receive(who, activation.id);
  const [row] = await world.sql<{ late: boolean; marked: boolean }>(
    `SELECT a.received_late AS late, bool_and(m.done_late) AS marked FROM alerts a JOIN organisations o ON o.id = a.organisation_id
       JOIN milestones m ON m.activation_id = a.topic_id AND m.organisation_id = o.id AND m.kind = 'received'
      WHERE a.topic_id = $1 AND a.root_id IS NULL AND o.kind = $2 GROUP BY a.received_late`, [activation.id, who]);
  const broken = status < 300 && row?.late && row.marked ? [] : [`a receipt after the deadline answered ${status} and is marked late: ${row?.late}, ${row?.marked}`];
  return { activationIds: [activation.id], recoverySeconds: null, broken };
}

/** Every municipality commits, so that COA may open. */
async function readyToOpen(world: World, activation: { readonly id: string; readonly deployments: readonly { readonly id: string; readonly municipality: { readonly name: string }; readonly milestones: readonly { readonly id: string; readonly kind: string }[] }[] }): Promise<string[]> {
  for (const { id, municipality } of activation.deployments) {
    const { status } = await world.call(municipality.name, 'POST', `/deployments/${id}/commitments`, { answer: 'given', mandate: 'collegebesluit' });
    if (status >= 300) throw new Error(`committing answered ${status}`);
  }
  return activation.deployments.map(({ milestones }) => milestones.find(({ kind }) => kind === 'open')!.id);
}

// Opening everything and cancelling, each at a moment of its own around the deadline.
async function raceTheDeadline({ world, dice }: Round): Promise<RoundResult> {
  const activation = await world.trigger();
  const opens = await readyToOpen(world, activation);
  await untilDeadline(world, activation, dice.number(0.5, 1));
  const at = async (work: () => Promise<unknown>): Promise<unknown> => {
    await pause(dice.number(0, 1.5));
    return work();
  };
  await Promise.all([
    ...opens.map((id) => at(() => world.call('coa', 'POST', `/milestones/${id}/completions`, {}))),
    dice.chance(0.6) ? at(() => world.call('ministry', 'POST', `/activations/${activation.id}/cancellations`, { reason: 'proef' })) : undefined,
    dice.chance(0.5) ? at(() => world.trigger().catch(() => undefined)) : undefined,
  ]);
  await world.shift(AFTER_WINDOW_S + 5);
  const recoverySeconds = await settled(world, [activation.id], performance.now());
  return { activationIds: [activation.id], recoverySeconds, broken: await byTheClock(world, activation.id) };
}

/** The outcome that follows from when things were opened and when it was cancelled, worked out here from the rows alone. */
async function byTheClock(world: World, id: string): Promise<string[]> {
  const [row] = await world.sql<{ outcome: string; status: string; inTime: number; places: number; endedBefore: boolean }>(
    `SELECT a.outcome, a.status, a.places, coalesce(a.ended_at < a.deadline_at, false) AS "endedBefore",
            (SELECT coalesce(sum(places), 0)::int FROM deployments d WHERE d.activation_id = a.id AND d.opened_at < a.deadline_at) AS "inTime" FROM activations a WHERE id = $1`, [id]);
  const { outcome, inTime, places, endedBefore } = row!;
  const right = inTime >= places ? 'met' : endedBefore ? 'none' : 'missed';
  return outcome === right ? [] : [`${inTime} of ${places} places were open in time${endedBefore ? ', and it ended before the deadline' : ''}, but the outcome is ${outcome}`];
}

export const ANSWERS: readonly FaultRow[] = [
  { name: '100 GET/HEAD on an answer link', within: 0, backends: BACKENDS, quick: ['postgres'], round: onlyLooking },
  { name: 'double answer during escalation', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['redis'], round: doubleAnswer },
  { name: 'answer after the deadline', within: 0, backends: BACKENDS, quick: ['postgres'], round: afterDeadline },
  { name: 'trigger, open and cancel racing the deadline', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['redis'], round: raceTheDeadline },
];
