import { waitFor } from '../../../support/wait-for.js';
import type { HookAnswer, WebhookReceiver } from '../../../support/webhook-receiver.js';
import { NAMES, type Endpoint } from '../hooks.js';
import { AFTER_WINDOW_S, pause, settled, type FaultRow, type Round, type RoundResult } from '../row.js';
import { BACKENDS, WORKERS, type World } from '../world.js';
import { CAUGHT_UP_S } from './crashes.js';

/** Past the third wait between two tries; after this many of them every script has come to its end. Seconds. */
const NEXT_TRY_S = 130;
const TRIES = 4;
/** In which time a try that comes too early would have come: two sweeps. Seconds. */
const TOO_EARLY_S = 2.2;
/** Of an activation that goes wrong at an endpoint a few events are enough to see their order. */
const FEW = ['activation.triggered', 'deployment.added', 'activation.outcome'];
/** Where nobody may send, although the first two lead to this very machine. */
const NOT_PUBLIC = ['0.0.0.0', '::ffff:127.0.0.1', '10.0.0.1', '169.254.169.254', 'fe80::1'];
const OPEN = `state NOT IN ('accepted', 'given-up')`;

type Listener = { readonly who: 'coa' | 'red-cross'; readonly receivers: readonly WebhookReceiver[]; readonly url: string; readonly path: string; readonly events?: readonly string[]; readonly gone?: boolean };

async function listen(world: World, { who, receivers, url, path, events, gone = false }: Listener): Promise<Endpoint> {
  const { status, body } = await world.call(who, 'POST', '/webhook-endpoints', { url, ...(events && { events }) });
  if (status !== 201) throw new Error(`adding an endpoint answered ${status}: ${JSON.stringify(body)}`);
  const endpoint = { id: body.id as string, secret: body.secret as string, path, receivers, events: events ?? null, gone };
  world.hooks.endpoints.push(endpoint);
  return endpoint;
}

const plain = (world: World, who: Listener['who'], path: string, more: Partial<Listener> = {}): Promise<Endpoint> =>
  listen(world, { who, receivers: [world.hooks.plain], url: world.hooks.plain.url(path), path, ...more });
const named = (world: World, host: string, receivers: readonly WebhookReceiver[], path: string): Promise<Endpoint> =>
  listen(world, { who: 'red-cross', receivers, url: `https://${host}:${receivers[0]!.port}${path}`, path, events: FEW });

/** Endpoints are of one round: what else happens to the activation is not for them. */
const forgetEndpoints = (world: World): void => world.afterRound(async () => { await world.sql('UPDATE webhook_endpoints SET removed_at = app_now() WHERE removed_at IS NULL'); });

/** Waits until everything, or these events, were taken or given up; gives the seconds since `healed` (performance.now()). */
async function allTaken(world: World, activationId: string, healed: number, eventIds: readonly string[] | null = null): Promise<number> {
  const open = `webhook_deliveries WHERE topic_id = $1 AND ($2::uuid[] IS NULL OR event_id = ANY($2)) AND ${OPEN}`;
  await waitFor('every event to be taken', async () => (await world.count(open, [activationId, eventIds])) === 0, { timeoutMs: 60_000, everyMs: 50 });
  return (performance.now() - healed) / 1000;
}

// What waits behind an older one is not due.
const DUE = `webhook_deliveries d WHERE ${OPEN} AND (state = 'sending' OR next_try_at <= app_now())
  AND NOT EXISTS (SELECT 1 FROM webhook_deliveries o WHERE o.endpoint_id = d.endpoint_id AND o.topic_id = d.topic_id AND o.position < d.position AND o.${OPEN})`;
const nothingDue = (world: World): Promise<true> => waitFor('what is due to be tried', async () => (await world.count(DUE)) === 0, { timeoutMs: 60_000, everyMs: 50 });

/** Until people and well endpoints had theirs, in seconds since the trigger. */
async function theOthers(world: World, activationId: string, well: readonly Endpoint[], triggered: number): Promise<number> {
  const open = async (): Promise<number> =>
    (await world.count(`deliveries WHERE topic_id = $1 AND state IN ('queued', 'sending', 'failed-retrying')`, [activationId]))
    + (await world.count(`webhook_deliveries d JOIN webhook_events v ON v.id = d.event_id WHERE d.topic_id = $1 AND d.endpoint_id = ANY($2::uuid[]) AND d.${OPEN} AND v.name IN ('activation.triggered', 'deployment.added')`, [activationId, well.map(({ id }) => id)]));
  while ((await open()) > 0 && performance.now() - triggered < 60_000) await pause(0.05);
  return (performance.now() - triggered) / 1000;
}

type Faulty = { readonly slow: Endpoint; readonly busy: Endpoint; readonly gone: Endpoint; readonly rebinding: Endpoint; readonly askAgainSeconds: number };

/** One endpoint for each way to go wrong, all of them at once. */
async function goWrong({ world, dice }: Round): Promise<Faulty> {
  const { hooks } = world;
  const askAgainSeconds = Math.round(dice.number(150, 500));
  const [{ now }] = (await world.sql<{ now: Date }>('SELECT app_now() AS now')) as [{ now: Date }];
  const retryAfter = dice.chance(0.5) ? String(askAgainSeconds) : new Date(now.getTime() + (askAgainSeconds + 5) * 1000).toUTCString();
  const failing = Array.from({ length: Math.floor(dice.number(1, 4)) }, () => dice.pick<HookAnswer>([{ status: 500 }, { status: 502 }, { status: 503 }, { status: 404 }, 'close']));
  const script: Record<string, HookAnswer[]> = {
    '/fout': [...failing, { status: 204 }],
    '/verwijst': [{ status: dice.pick([301, 302, 303, 307, 308]), headers: { location: hooks.forbidden.url('/elders') } }, { status: 204 }],
    '/weg': [{ status: 410 }],
    '/druk': [{ status: dice.pick([429, 503]), headers: { 'retry-after': retryAfter } }, { status: 204 }],
    '/traag': [dice.pick<HookAnswer>(['hang', { status: 204, delayMs: dice.number(2000, 8000) }])],
  };
  for (const [path, answers] of Object.entries(script)) hooks.plain.answers(path, ...answers);
  hooks.named.answers('/wisselend', { status: 500 }, { status: 204 });
  await hooks.name(NAMES.private, dice.pick(NOT_PUBLIC));
  await hooks.name(NAMES.rebinding, '127.0.0.1', '127.0.0.2');
  await hooks.name(NAMES.stranger, '127.0.0.1');
  await plain(world, 'coa', '/fout', { events: FEW });
  await plain(world, 'coa', '/verwijst', { events: FEW });
  const gone = await plain(world, 'coa', '/weg', { events: FEW, gone: true });
  const busy = await plain(world, 'coa', '/druk', { events: FEW });
  const slow = await plain(world, 'red-cross', '/traag', { events: FEW });
  await named(world, NAMES.private, [hooks.forbidden], '/binnen');
  const rebinding = await named(world, NAMES.rebinding, [hooks.named, hooks.elsewhere], '/wisselend');
  await named(world, NAMES.stranger, [hooks.stranger], '/vreemd');
  return { slow, busy, gone, rebinding, askAgainSeconds };
}

/** What the receivers must not have seen before anything was mended. */
function seenTooMuch({ hooks }: World): string[] {
  return [
    ...(hooks.forbidden.connections > 0 || hooks.forbidden.received.length > 0 ? ['an address that is not public, or that a redirect named, was connected to'] : []),
    ...(hooks.elsewhere.connections > 0 ? ['a name was asked for a second time, and what it stood for then was connected to'] : []),
    ...(hooks.stranger.received.length > 0 ? ['an event was sent to somebody whose certificate nobody knows'] : []),
  ];
}

async function misbehaving(round: Round): Promise<RoundResult> {
  const { world, dice, patience } = round;
  const { hooks } = world;
  forgetEndpoints(world);
  const well = [await plain(world, 'coa', '/goed'), await plain(world, 'red-cross', '/ook-goed')];
  const faulty = await goWrong(round);
  const triggered = performance.now();
  const { id } = await world.trigger();
  const broken: string[] = [];
  const othersSeconds = await theOthers(world, id, well, triggered);
  if (othersSeconds > CAUGHT_UP_S * patience) broken.push(`those who were well waited ${othersSeconds.toFixed(1)} s for theirs`);
  await waitFor('each endpoint to be tried', async () => (await world.count('(SELECT 1 FROM webhook_deliveries WHERE topic_id = $1 AND attempts > 0 GROUP BY endpoint_id) AS tried', [id])) === hooks.endpoints.length, { timeoutMs: 20_000 });
  await waitFor('them to fail', async () => (await world.count(`webhook_deliveries WHERE topic_id = $1 AND state = 'sending' AND endpoint_id <> $2`, [id, faulty.slow.id])) === 0, { timeoutMs: 20_000 });
  await pause(dice.number(0, 1));
  broken.push(...seenTooMuch(world), ...(await toldThatItIsGone(world, faulty.gone)));

  // Now the name stands for something that is not public, before anything else is tried.
  await hooks.name(NAMES.rebinding, dice.pick(NOT_PUBLIC));
  await world.shift(faulty.askAgainSeconds - 20);
  const askedAgain = async (): Promise<boolean> => (await world.count(`webhook_deliveries WHERE endpoint_id = $1 AND attempts > 1 AND state = 'failed-retrying'`, [faulty.rebinding.id])) === 1;
  // Where it comes to nothing, what else was seen says more.
  await waitFor('the name to be asked for again', askedAgain, { timeoutMs: 20_000 }).catch((error: unknown) => broken.push(String(error)));
  await pause(TOO_EARLY_S);
  if (hooks.plain.at('/druk').length > 1) broken.push('who asked to be left alone for a while was asked again before it was over');
  broken.push(...seenTooMuch(world));
  return { activationIds: [id], recoverySeconds: await mend(world, id, faulty), broken };
}

/** Makes every receiver whole and lets one wait after the other pass; gives the most seconds that anything due then took. */
async function mend(world: World, id: string, { askAgainSeconds }: Faulty): Promise<number> {
  const { hooks } = world;
  for (const host of Object.values(NAMES)) await hooks.name(host, '127.0.0.1');
  hooks.recognised();
  hooks.plain.answers('/traag', { status: 204 });
  hooks.plain.cut();
  await nothingDue(world);
  let worst = 0;
  for (let tries = 0; tries < TRIES; tries += 1) {
    await world.shift(askAgainSeconds + 10 + tries * NEXT_TRY_S);
    const passed = performance.now();
    await nothingDue(world);
    worst = Math.max(worst, (performance.now() - passed) / 1000);
  }
  await settled(world, [id], 0);
  await allTaken(world, id, 0);
  return worst;
}

async function toldThatItIsGone(world: World, gone: Endpoint): Promise<string[]> {
  const told = await world.sql<{ kind: string }>(`SELECT o.kind FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE a.topic_id = $1 AND a.purpose = 'webhook-disabled' ORDER BY o.kind`, [gone.id]);
  const kinds = told.map(({ kind }) => kind).join(', ');
  return kinds === 'coa, operations' ? [] : [`of an endpoint that is gone these were told: ${kinds || 'nobody'}`];
}

// Whoever sends is killed while the receivers have an event and have not answered yet.
async function killSenders({ world, dice }: Round): Promise<RoundResult> {
  const { plain: receiver } = world.hooks;
  forgetEndpoints(world);
  for (const [who, path] of [['coa', '/goed'], ['red-cross', '/ook-goed']] as const) {
    receiver.answers(path, { status: 204, delayMs: dice.number(100, 700) });
    await plain(world, who, path);
  }
  const { id } = await world.trigger();
  await waitFor('an event to be under way', () => receiver.received.length > 0, { timeoutMs: 20_000 });
  await pause(dice.number(0, 2));
  const before = dice.chance(0.5);
  if (before) await world.shift(AFTER_WINDOW_S);
  await waitFor('an event to be under way', () => receiver.received.some(({ answered }) => answered === undefined), { timeoutMs: 20_000, everyMs: 5 });
  await Promise.all(WORKERS.map((name) => world.kill(name)));
  const interrupted = receiver.received.filter(({ answered }) => answered === undefined).map(({ headers }) => String(headers['webhook-id']));
  for (const path of ['/goed', '/ook-goed']) receiver.answers(path, { status: 204 });
  await world.everybodyUp();
  const healed = performance.now();
  if (!before) await world.shift(AFTER_WINDOW_S);
  const recoverySeconds = Math.max(await settled(world, [id], healed), await allTaken(world, id, healed, interrupted));
  // What waited behind it follows, one after the other; how long that takes is a question of how much there is.
  await allTaken(world, id, healed);
  return { activationIds: [id], recoverySeconds };
}

export const WEBHOOKS: readonly FaultRow[] = [
  { name: 'webhook 500, 302, 410, 429 + Retry-After, slow, private address, DNS rebinding, unknown certificate', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['postgres'], round: misbehaving },
  { name: 'SIGKILL in the middle of a webhook', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['redis'], round: killSenders },
];
