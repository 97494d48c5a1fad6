import { AFTER_WINDOW_S, pause, settled, type FaultRow, type Round, type RoundResult } from '../row.js';
import { waitFor } from '../../../support/wait-for.js';
import { BACKENDS, type World } from '../world.js';
import { CAUGHT_UP_S } from './crashes.js';

const HOUR = 3600;
/** Past every wait between two tries while a fault lasts. Seconds. */
const NEXT_TRY_S = 700;

/** Decisions that lie closer together were taken beside each other: neither came first. Seconds. */
const BESIDE_S = 5;

/** What each address got of one activation, in the order of arrival, against the order in which it was decided; repeats do not count. */
async function outOfOrder(world: World, activationId: string): Promise<string[]> {
  const rows = await world.sql<{ messageId: string; address: string; decided: Date; purpose: string }>(
    `SELECT d.message_id AS "messageId", d.address, d.created_at AS decided, a.purpose FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.topic_id = $1 AND d.state = 'accepted'`, [activationId]);
  const known = new Map(rows.map((row) => [row.messageId, row]));
  const arrived = [...new Set(world.smtp.messages.filter(({ acknowledged }) => acknowledged).map(({ messageId }) => messageId))].flatMap((messageId) => known.get(messageId) ?? []);
  return arrived.flatMap((one, at) => {
    const before = arrived.slice(0, at).find(({ address, decided }) => address === one.address && decided.getTime() - one.decided.getTime() > BESIDE_S * 1000);
    return before ? [`${one.address} got ${one.purpose} of ${one.decided.toISOString()} after ${before.purpose} of ${before.decided.toISOString()}, which was decided later`] : [];
  });
}

/**
 * Moves the clock while nobody decides. Two decisions beside each other, one with the time from before the jump and one with the time
 * after it, would seem to lie hours apart, in an order that they do not have.
 */
async function jump(world: World, seconds: number): Promise<void> {
  const due = (): Promise<number> => world.count(`due_moments WHERE done_at IS NULL AND superseded_at IS NULL AND lapsed_at IS NULL AND next_try_at <= app_now()`);
  await waitFor('what is due to be decided', async () => (await due()) === 0, { timeoutMs: 60_000, everyMs: 50 });
  await world.shift(seconds);
}

// Six hours in steps, with everything else at work: the whole window is a real one of 72 hours.
async function serverAway({ world, dice }: Round): Promise<RoundResult> {
  if (dice.chance(0.5)) world.smtp.behave('*', { kind: 'accept', delayMs: dice.number(0, 200) });
  const stopFirst = dice.chance(0.5);
  if (stopFirst) await world.smtp.stop();
  const { id } = await world.trigger({ window: undefined });
  if (!stopFirst) {
    await pause(dice.number(0, 0.5));
    await world.smtp.stop();
  }
  for (let hours = dice.number(0.3, 1.5); hours < 6; hours += dice.number(0.5, 2)) {
    await jump(world, hours * HOUR);
    await pause(dice.number(0.5, 1.5));
  }
  await jump(world, 6 * HOUR);
  world.smtp.behave('*', { kind: 'accept' });
  await world.smtp.restart();
  await jump(world, 6 * HOUR + NEXT_TRY_S);
  const healed = performance.now();
  const recoverySeconds = await settled(world, [id], healed);
  return { activationIds: [id], recoverySeconds, broken: await outOfOrder(world, id) };
}

/** Some of the addresses that an alert goes to first, and when all others had theirs, in seconds after the trigger. */
async function someSuffer({ world, dice }: Round, howMany: number, suffer: (address: string) => void): Promise<{ id: string; addresses: string[]; othersSeconds: number }> {
  const all = (await world.sql<{ email: string }>(`SELECT email FROM contacts WHERE email LIKE 'piket@%' AND removed_at IS NULL`)).map(({ email }) => email);
  const addresses = Array.from({ length: howMany }, () => dice.pick(all));
  for (const address of addresses) suffer(address);
  world.afterRound(async () => { for (const address of addresses) world.smtp.behave(address, { kind: 'accept' }); });
  const triggered = performance.now();
  const { id } = await world.trigger();
  const othersOpen = (): Promise<number> => world.count(`deliveries WHERE topic_id = $1 AND NOT address = ANY($2::text[]) AND state IN ('queued', 'sending', 'failed-retrying')`, [id, addresses]);
  while ((await othersOpen()) > 0 && performance.now() - triggered < 60_000) await pause(0.05);
  return { id, addresses, othersSeconds: (performance.now() - triggered) / 1000 };
}

const slow = ({ patience }: Round, seconds: number): string[] => (seconds > CAUGHT_UP_S * patience ? [`those who were well waited ${seconds.toFixed(1)} s for theirs`] : []);

async function later(round: Round): Promise<RoundResult> {
  const { world, dice } = round;
  const stage = dice.pick(['rcpt', 'data'] as const);
  const { id, addresses, othersSeconds } = await someSuffer(round, 3, (address) => world.smtp.behave(address, { kind: 'refuse', code: dice.pick([421, 450, 451, 452]), stage }));
  await jump(world, AFTER_WINDOW_S);
  await pause(dice.number(0, 2));
  for (const address of addresses) world.smtp.behave(address, { kind: 'accept' });
  await jump(world, AFTER_WINDOW_S + NEXT_TRY_S);
  const healed = performance.now();
  const recoverySeconds = await settled(world, [id], healed);
  return { activationIds: [id], recoverySeconds, broken: [...slow(round, othersSeconds), ...(await outOfOrder(world, id))] };
}

async function hangs(round: Round): Promise<RoundResult> {
  const { world, dice } = round;
  const { id, addresses, othersSeconds } = await someSuffer(round, 2, (address) => world.smtp.behave(address, { kind: 'hang' }));
  await pause(dice.number(0, 3));
  for (const address of addresses) world.smtp.behave(address, { kind: 'accept' });
  // Whoever hangs is cut off as when that server restarts; the service does not know whether the text was taken.
  await world.smtp.stop();
  await world.smtp.restart();
  const healed = performance.now();
  // Their next try counts from when they were cut off: it must not fall behind the shift.
  while ((await world.count(`deliveries WHERE state = 'sending'`)) > 0 && performance.now() - healed < 60_000) await pause(0.05);
  await world.shift(AFTER_WINDOW_S + NEXT_TRY_S);
  return { activationIds: [id], recoverySeconds: await settled(world, [id], healed), broken: slow(round, othersSeconds) };
}

async function never(round: Round): Promise<RoundResult> {
  const { world, dice } = round;
  const stage = dice.pick(['rcpt', 'data'] as const);
  const { id, addresses, othersSeconds } = await someSuffer(round, 1, (address) => world.smtp.behave(address, { kind: 'refuse', code: dice.pick([550, 552, 554]), stage }));
  const refused = `deliveries d JOIN alerts a ON a.id = d.alert_id WHERE a.topic_id = $1 AND d.address = ANY($2::text[])`;
  const concerned = await world.count(refused, [id, addresses]);
  const began = performance.now();
  const handedOn = (): Promise<number> => world.count(`alerts WHERE topic_id = $1 AND purpose IN ('handed-on', 'operations-notice')`, [id]);
  while (concerned > 0 && (await handedOn()) === 0 && performance.now() - began < 30_000) await pause(0.05);
  const told = (await handedOn()) > 0 || concerned === 0;
  await world.shift(AFTER_WINDOW_S);
  await settled(world, [id], 0);
  return { activationIds: [id], recoverySeconds: (performance.now() - began) / 1000, broken: [...slow(round, othersSeconds), ...(told ? [] : ['nobody got the message of who was refused'])] };
}

export const MAIL: readonly FaultRow[] = [
  { name: 'SMTP down 6 h', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['redis'], round: serverAway },
  { name: 'SMTP 4xx for some recipients', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['postgres'], round: later },
  { name: 'SMTP hangs after DATA', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['redis'], round: hangs },
  { name: 'SMTP 5xx for one recipient', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['postgres'], round: never },
];
