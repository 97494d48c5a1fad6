import { DemoDiffers, until, type DemoClient } from './client.js';
import type { Activation, Deployment, Milestone, ReserveRequest } from './shapes.js';

const WINDOW_SECONDS = 60;
// The sweep carries out within five seconds what no job carried out; the rest is for a slow machine.
const DEADLINE_SLACK_SECONDS = 15;

type Say = (line: string) => void;

/** The accepted request for 100 places. */
export async function findRequest(client: DemoClient): Promise<ReserveRequest> {
  const { items } = await client.get<{ items: ReserveRequest[] }>('ministry', '/reserve-requests');
  const request = items.find(({ answer, places }) => answer === 'accepted' && places === 100);
  if (!request) throw new DemoDiffers('There is no accepted reserve request for 100 places.');
  return request;
}

/** An exercise that an interrupted demo left behind would hold the locations. */
export async function endLeftovers(client: DemoClient, say: Say): Promise<void> {
  const { items } = await client.get<{ items: Activation[] }>('ministry', '/activations?running=true');
  for (const { id } of items.filter(({ exercise }) => exercise)) {
    say(`  Ending an exercise that was still running (${id}).`);
    await client.post('ministry', `/activations/${id}/stand-downs`, { reason: 'Left over from an interrupted demo.' });
  }
}

export async function trigger(client: DemoClient, request: ReserveRequest, reason: string): Promise<Activation> {
  const activation = await client.post<Activation>('ministry', '/activations', {
    reserveRequestId: request.id, places: 100, groups: { families: 60, singleAdults: 40 }, reason, exercise: true, window: `PT${WINDOW_SECONDS}S`,
  });
  if (activation.plannedPlaces !== 100) throw new DemoDiffers(`${activation.plannedPlaces} places are planned instead of 100.`);
  return activation;
}

/** Receipt and commitment by everyone: each for itself. */
export async function everyoneAnswers(client: DemoClient, activation: Activation, say: Say): Promise<void> {
  const municipalities = new Set(activation.deployments.map(({ municipality }) => municipality.name));
  for (const who of ['red-cross', 'coa', ...municipalities]) {
    await client.post(who, `/activations/${activation.id}/receipts`, {});
  }
  for (const deployment of activation.deployments) await commitAll(client, activation, deployment);
  say(`  ${municipalities.size} municipalities, the Red Cross and COA have confirmed receipt and committed.`);
}

async function commitAll(client: DemoClient, activation: Activation, { id, municipality }: Deployment): Promise<void> {
  const path = `/deployments/${id}/commitments`;
  await client.post(municipality.name, path, { answer: 'given', mandate: 'College decision' });
  await client.post('red-cross', path, { answer: 'given', mandate: 'District mandate', teamSize: 6, arrivalAt: activation.deadlineAt });
  await client.post('coa', path, { answer: 'given-with-conditions', mandate: 'Regional mandate', conditions: 'Coaches from Ter Apel at 15:00', intakePlan: 'Intake at the location, two coaches' });
}

/** The steps of one location up to `open`, each by the organisation that owes it. */
export async function carryThrough(client: DemoClient, deployment: Deployment): Promise<void> {
  for (const milestone of deployment.milestones.filter(({ kind }) => kind !== 'received' && kind !== 'committed')) {
    await complete(client, milestone);
  }
}

async function complete(client: DemoClient, { id, owner }: Milestone): Promise<void> {
  await client.post(owner.name, `/milestones/${id}/completions`, {});
}

export async function readActivation(client: DemoClient, id: string): Promise<Activation> {
  return client.get<Activation>('ministry', `/activations/${id}`);
}

/** Waits for the outcome that the service writes by itself at the deadline. */
export async function awaitOutcome(client: DemoClient, id: string): Promise<Activation> {
  return until('the outcome of the exercise', WINDOW_SECONDS + DEADLINE_SLACK_SECONDS, async () => {
    const activation = await readActivation(client, id);
    return activation.outcome ? activation : undefined;
  });
}

export async function standDown(client: DemoClient, id: string): Promise<void> {
  await client.post('ministry', `/activations/${id}/stand-downs`, { reason: 'End of the demo.' });
}
