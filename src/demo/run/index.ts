import { parseArgs } from 'node:util';
import { showAvailable } from './available.js';
import { differences } from './checks.js';
import { DemoClient, DemoDiffers } from './client.js';
import { DemoMailServer } from './mail-server.js';
import { reportLines } from './report.js';
import { startOwnService } from './service.js';
import type { Activation, Delivery, DueMoment, Entry } from './shapes.js';
import { awaitOutcome, carryThrough, endLeftovers, everyoneAnswers, findRequest, readActivation, standDown, trigger } from './story.js';
import { playTrouble } from './trouble.js';

const say = (line: string): void => console.log(line);

/**
 * Plays the case in the terminal: what is available, an exercise that is met, one that is missed, and one in which much goes wrong.
 * Returns the exit code: 0 when everything was as it should be.
 */
export async function runDemo(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { url: { type: 'string' }, credentials: { type: 'string' } } });
  if (values.url && !values.credentials) {
    console.error('With --url give the sign-ins too: --credentials data/demo-credentials.json');
    return 2;
  }
  say('\n  Achter de Hand: the case, played on fictional data.\n');
  if (values.url) return judged(async () => play(await DemoClient.open(values.url!, values.credentials!), undefined));
  // A mail server of the demo's own can be switched off; one that is somebody's is left alone.
  const mail = process.env['SMTP_URL']?.trim() ? undefined : await new DemoMailServer().start();
  const own = await startOwnService(say, mail?.url);
  try {
    return await judged(async () => play(await DemoClient.open(own.url, own.credentialsFile), mail));
  } finally {
    await own.stop();
    await mail?.stop();
  }
}

async function judged(work: () => Promise<string[]>): Promise<number> {
  try {
    const found = await work();
    for (const difference of found) say(`  DIFFERS: ${difference}`);
    say(found.length === 0 ? '\n  Everything was as it should be.\n' : `\n  ${found.length} things were not as they should be.\n`);
    return found.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof DemoDiffers)) throw error;
    say(`\n  DIFFERS: ${error.message}\n`);
    return 1;
  }
}

async function play(client: DemoClient, mail: DemoMailServer | undefined): Promise<string[]> {
  await endLeftovers(client, say);
  const request = await findRequest(client);
  say('\n1. What is available tonight');
  await showAvailable(client, request, say);

  say('\n2. An exercise of 60 seconds that is met');
  const first = await trigger(client, request, 'Demo: everything goes well');
  say(`  Triggered: ${first.plannedPlaces} places in ${first.deployments.length} buildings, deadline ${first.deadlineAt}.`);
  await everyoneAnswers(client, first, say);
  for (const deployment of first.deployments) {
    await carryThrough(client, deployment);
    say(`  ${deployment.location.name} is open: ${(await readActivation(client, first.id)).openPlaces} of 100.`);
  }
  const met = await conclude(client, await awaitOutcome(client, first.id), 'met');

  say('\n3. An exercise of 60 seconds in which one location never opens');
  const second = await trigger(client, request, 'Demo: one building stays closed');
  await everyoneAnswers(client, second, say);
  const [closed, ...others] = second.deployments;
  for (const deployment of others) await carryThrough(client, deployment);
  say(`  ${closed!.location.name} stays closed. Waiting for the deadline ${second.deadlineAt}.`);
  const missed = await conclude(client, await awaitOutcome(client, second.id), 'missed');

  say('\n4. An exercise in which much goes wrong');
  return [...met, ...missed, ...(await playTrouble(client, request, mail, say))];
}

// The end is part of the case: what still waits is superseded, and everyone is told.
async function conclude(client: DemoClient, activation: Activation, expected: 'met' | 'missed'): Promise<string[]> {
  say(`  Outcome: ${activation.outcome}. Open: ${activation.openPlaces} of ${activation.places}.`);
  await standDown(client, activation.id);
  const ended = await readActivation(client, activation.id);
  const deliveries = await delivered(client, activation.id);
  const { items: moments } = await client.get<{ items: DueMoment[] }>('ministry', `/due-moments?activationId=${activation.id}`);
  const { items: entries } = await client.get<{ items: Entry[] }>('ministry', `/record-entries?activationId=${activation.id}`);
  for (const line of reportLines(ended, moments, deliveries, entries)) say(line);
  return differences(ended, expected, moments, deliveries).map((difference) => `${expected}: ${difference}`);
}

// The last messages may still be on their way; what is not delivered after a while is reported as it stands.
async function delivered(client: DemoClient, activationId: string): Promise<Delivery[]> {
  const read = async (): Promise<Delivery[]> => (await client.get<{ items: Delivery[] }>('ministry', `/deliveries?activationId=${activationId}`)).items;
  const end = performance.now() + 20_000;
  for (;;) {
    const deliveries = await read();
    if (performance.now() > end || deliveries.every(({ state }) => state === 'accepted' || state === 'answered')) return deliveries;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
