import { randomUUID } from 'node:crypto';
import { AFTER_WINDOW_S, outcomeLateness, pause, settled, untilDeadline, windowUnder, type FaultRow, type Round, type RoundResult } from '../row.js';
import { BACKENDS, SWEEP_S, WORKERS, type Answer, type ProcessName } from '../world.js';

/** "Caught up within a sweep + 5 s". */
export const CAUGHT_UP_S = SWEEP_S + 5;

// Of a trigger whose process dies nobody knows whether it happened: the official tries again, with the same key.
async function killWhileTriggering({ world, dice }: Round): Promise<RoundResult> {
  const key = { 'idempotency-key': randomUUID() };
  const body = await world.triggerBody();
  const first = world.call('ministry', 'POST', '/activations', body, key).catch(() => undefined);
  await pause(dice.number(0, 0.25));
  await world.kill('web');
  await first;
  await world.start('web');
  const healed = performance.now();
  const again = await world.call('ministry', 'POST', '/activations', body, key);
  const ids = (await world.sql<{ id: string }>(`SELECT id FROM activations WHERE status = 'running'`)).map(({ id }) => id);
  const broken = again.status === 201 && ids.length === 1 && ids[0] === again.body.id ? [] : [`the repeated trigger answered ${again.status}, and ${ids.length} activations run`];
  await world.shift(AFTER_WINDOW_S);
  return { activationIds: ids, recoverySeconds: await settled(world, ids, healed), broken };
}

// The mail server takes its time, so that some die between a message and its 250.
const killWorkers = (round: Round): Promise<RoundResult> => {
  const { world, dice } = round;
  world.smtp.behave('*', { kind: 'accept', delayMs: dice.number(0, 400) });
  return windowUnder(round, async () => {
    const dying: ProcessName[] = WORKERS.filter(() => dice.chance(0.7));
    if (dice.chance(0.3)) dying.push('web');
    if (dying.length === 0) dying.push(dice.pick(WORKERS));
    await Promise.all(dying.map(async (name) => {
      await pause(dice.number(0, 0.5));
      await world.kill(name);
    }));
    world.smtp.behave('*', { kind: 'accept' });
    await world.everybodyUp();
  });
};

async function oneDeadline({ world, dice }: Round): Promise<RoundResult> {
  const activation = await world.trigger();
  await untilDeadline(world, activation, dice.number(0.2, 2));
  const late = await outcomeLateness(world, activation.id);
  await settled(world, [activation.id], 0);
  return { activationIds: [activation.id], recoverySeconds: late };
}

/** How often one of the fifty presses the button before giving up. */
const TRIES = 3;

async function fiftyOfficials({ world }: Round): Promise<RoundResult> {
  const body = await world.triggerBody({ exercise: false, window: undefined });
  let putOff = 0;
  const ask = async (triesLeft = TRIES): Promise<Answer> => {
    const answer = await world.call('ministry', 'POST', '/activations', body);
    if (answer.status !== 503) return answer;
    // Whoever was kept waiting too long is asked to try again, and does not do so for ever.
    putOff += 1;
    return triesLeft > 1 ? ask(triesLeft - 1) : answer;
  };
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
  const made = answers.filter(({ status }) => status === 201);
  const refused = answers.filter((answer) => answer.status === 409 && answer.body.activationId === made[0]?.body.id);
  const running = await world.count(`activations WHERE status = 'running' AND NOT exercise`);
  const noted = `503 was answered ${putOff} times`;
  const broken = made.length === 1 && refused.length === 49 && running === 1 ? [] : [`${made.length} triggers succeeded, ${refused.length} named the first, ${running} run; ${noted}`];
  const ids = made.map((answer) => answer.body.id as string);
  return { activationIds: ids, recoverySeconds: await settled(world, ids, performance.now()), broken, noted };
}

const rollingRestart = (round: Round): Promise<RoundResult> => {
  const { world } = round;
  return windowUnder(round, async () => {
    for (const name of ['web', ...WORKERS]) {
      await world.stop(name);
      await world.start(name);
    }
  });
};

const TABLES = ['activations', 'deployments', 'milestones', 'due_moments', 'alerts', 'deliveries'] as const;

// What a release that adds a column does to the tables that an activation lives in.
const migration = (round: Round): Promise<RoundResult> => {
  const { world, dice } = round;
  return windowUnder(round, async () => {
    const session = await world.session();
    for (const table of TABLES) {
      const column = `later_${Math.floor(dice.number(0, 1e9))}`;
      await session.query(`BEGIN; ALTER TABLE ${table} ADD COLUMN ${column} integer`);
      await pause(dice.number(0, 1));
      await session.query('COMMIT');
      await session.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    }
  });
};

export const CRASHES: readonly FaultRow[] = [
  { name: 'SIGKILL while triggering (before or after the commit)', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['postgres'], round: killWhileTriggering },
  { name: 'SIGKILL of workers and web (before or after SMTP’s 250)', within: CAUGHT_UP_S, backends: BACKENDS, quick: BACKENDS, round: killWorkers },
  { name: 'three workers, one deadline due', within: 1, backends: BACKENDS, quick: BACKENDS, alone: true, round: oneDeadline },
  { name: '50 officials trigger at once', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['postgres'], round: fiftyOfficials },
  { name: 'rolling restart', within: CAUGHT_UP_S, backends: BACKENDS, quick: [], round: rollingRestart },
  { name: 'migration while running', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['redis'], round: migration },
];
