import { deliveryDifferences, momentDifferences } from './checks.js';
import { DemoDiffers, until, type DemoClient } from './client.js';
import type { DemoMailServer } from './mail-server.js';
import type { Activation, CallTask, Delivery, Deployment, DueMoment, ReserveRequest } from './shapes.js';
import { readActivation, standDown } from './story.js';

type Say = (line: string) => void;

const PATIENCE_SECONDS = 20;
// Our own mail server is asked again every half-minute at most.
const MAIL_PATIENCE_SECONDS = 60;

/**
 * An exercise in which much goes wrong: a municipality refuses, the building in its place drops out, COA does not answer and
 * nobody there is reached by telephone, while the mail server is away (where it is the demo's own). Gives what was not as it should be.
 */
export async function playTrouble(client: DemoClient, request: ReserveRequest, mail: DemoMailServer | undefined, say: Say): Promise<string[]> {
  const activation = await client.post<Activation>('ministry', '/activations', {
    reserveRequestId: request.id, places: 60, groups: { families: 60 }, reason: 'Demo: much goes wrong', exercise: true, window: 'PT120S',
  });
  say(`  Triggered: ${activation.plannedPlaces} places in ${names(activation.deployments)}.`);
  await until('the first alerts to be delivered', PATIENCE_SECONDS, async () => ((await waiting(client, activation)).length === 0 ? true : undefined));
  await mail?.stop();
  say(mail ? '  The mail server goes away.' : '  The mail server is not the demo’s own: it is left alone.');
  await refuseAndReplan(client, activation, say);
  await callRound(client, activation, say);
  if (mail) {
    const held = (await waiting(client, activation)).length;
    if (held === 0) throw new DemoDiffers('Nothing waits although the mail server is away.');
    say(`  ${held} messages wait for the mail server. It is back.`);
    await mail.start();
  }
  await until('everything that waited to be delivered', MAIL_PATIENCE_SECONDS, async () => ((await waiting(client, activation)).length === 0 ? true : undefined));
  say('  Everything that waited has been delivered.');
  await standDown(client, activation.id);
  return conclude(client, activation, mail);
}

const names = (deployments: readonly Deployment[]): string => deployments.map(({ location, places }) => `${location.name} (${places})`).join(' and ');

const deliveriesOf = async (client: DemoClient, { id }: Activation): Promise<Delivery[]> => (await client.get<{ items: Delivery[] }>('ministry', `/deliveries?activationId=${id}`)).items;
const waiting = async (client: DemoClient, activation: Activation): Promise<Delivery[]> => (await deliveriesOf(client, activation)).filter(({ state }) => state !== 'accepted' && state !== 'answered');

async function refuseAndReplan(client: DemoClient, activation: Activation, say: Say): Promise<void> {
  const [first] = activation.deployments;
  await client.post(first!.municipality.name, `/deployments/${first!.id}/commitments`, { answer: 'refused', mandate: 'College decision', reason: 'An event' });
  say(`  ${first!.municipality.name} does not commit ${first!.location.name}: its right.`);
  const replacement = await until('a replacement for the refused location', PATIENCE_SECONDS, async () =>
    (await readActivation(client, activation.id)).deployments.find(({ replacesId }) => replacesId === first!.id));
  say(`  Re-planned at once: ${names([replacement])} comes instead, with the same deadline.`);
  await client.post('operations', `/deployments/${replacement.id}/failures`, { reason: 'Demo: the heating is broken' });
  const lost = await until('the re-planning after the failure', PATIENCE_SECONDS, async () =>
    (await readActivation(client, activation.id)).deployments.find(({ id, replan }) => id === replacement.id && replan !== null));
  say(`  ${replacement.location.name} drops out. ${lost.replan!.shortfall === 0 ? 'Replaced again.' : `No building can make it any more: ${lost.replan!.shortfall} places short, PRO and PRT are told.`}`);
}

/** COA does not answer: a call task, every number in vain, PRO's officer; then the answer comes by telephone. */
async function callRound(client: DemoClient, activation: Activation, say: Say): Promise<void> {
  const tasks = async (): Promise<CallTask[]> => (await client.get<{ items: CallTask[] }>('operations', `/call-tasks?activationId=${activation.id}`)).items;
  const coa = await until('a call task for COA', PATIENCE_SECONDS, async () => (await tasks()).find(({ organisation }) => organisation.name.startsWith('COA')));
  say(`  COA has not answered: a call task for operations, with ${coa.numbers.length} numbers.`);
  for (const { contactId, name } of coa.numbers) {
    await client.post('operations', `/call-tasks/${coa.id}/attempts`, { contactId, result: 'no-answer' });
    say(`    ${name}: no answer.`);
  }
  const officer = (await tasks()).find(({ because }) => because === 'all-tried');
  if (!officer) throw new DemoDiffers('After the last number PRO’s officer has no call task.');
  say(`  That was the last number: ${officer.organisation.name} is told and to be called.`);
  await client.post('operations', `/call-tasks/${coa.id}/receipts`, { name: 'Joke Verzonnen', function: 'Duty officer' });
  const closed = (await tasks()).find(({ id }) => id === coa.id);
  if (closed?.closeReason !== 'answered') throw new DemoDiffers('The call task is still open after the answer by telephone.');
  say('  COA calls back: receipt entered, "by telephone".');
}

async function conclude(client: DemoClient, activation: Activation, mail: DemoMailServer | undefined): Promise<string[]> {
  await until('the last messages to be delivered', PATIENCE_SECONDS, async () => ((await waiting(client, activation)).length === 0 ? true : undefined));
  const { items: moments } = await client.get<{ items: DueMoment[] }>('ministry', `/due-moments?activationId=${activation.id}`);
  const deliveries = await deliveriesOf(client, activation);
  const found = [...momentDifferences(moments), ...deliveryDifferences(deliveries), ...(mail ? mailDifferences(deliveries, mail) : [])];
  return found.map((difference) => `trouble: ${difference}`);
}

/** What the mail server says itself, not the service: everything accepted, once each. */
function mailDifferences(deliveries: readonly Delivery[], { accepted }: DemoMailServer): string[] {
  const times = (messageId: string): number => accepted.filter((one) => one === messageId).length;
  return deliveries.filter(({ acceptedAt }) => acceptedAt !== null).flatMap(({ messageId, subject }) =>
    times(messageId) === 1 ? [] : [`the mail server has "${subject}" ${times(messageId)} times instead of once`]);
}
