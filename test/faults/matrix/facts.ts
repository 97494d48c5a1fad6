import { signedBy } from '../../support/webhook-receiver.js';
import { hookViolationsOf, type HookFacts } from './hook-invariants.js';
import type { Endpoint } from './hooks.js';
import { violationsOf, type Facts } from './invariants.js';
import type { World } from './world.js';

/** What a round left, as the database and the mail server have it: none of it is read through the service. */
export async function factsOf(world: World, activationIds: readonly string[]): Promise<Facts> {
  const all = [activationIds];
  const [clock] = await world.sql<{ now: Date }>('SELECT app_now() AS now');
  return {
    now: clock!.now,
    activations: await world.sql(`SELECT id, exercise, outcome, outcome_at AS "outcomeAt", deadline_at AS "deadlineAt", ended_at AS "endedAt" FROM activations WHERE id = ANY($1::uuid[])`, all),
    milestones: await world.sql(`SELECT id, kind, state, due_at AS "dueAt", overdue_at AS "overdueAt" FROM milestones WHERE activation_id = ANY($1::uuid[])`, all),
    alerts: await world.sql(
      `SELECT a.id, a.topic_id AS "topicId", a.organisation_id AS "organisationId", a.purpose, a.root_id AS "rootId", a.chases_id AS "chasesId", a.exercise,
              a.root_id IS NULL AND a.asks_receipt AND a.received_at IS NULL AND a.closed_at IS NULL AS awaited,
              a.purpose = 'present-state' AND EXISTS (SELECT 1 FROM alerts r WHERE r.id = a.root_id AND r.received_at > a.created_at) AS overtaken
         FROM alerts a WHERE a.topic_id = ANY($1::uuid[])`, all),
    deliveries: await world.sql(
      `SELECT d.id, d.alert_id AS "alertId", a.organisation_id AS "organisationId", d.address, d.message_id AS "messageId", d.state, d.possibly_sent_twice AS "possiblySentTwice",
              d.superseded_by AS "supersededBy", EXISTS (SELECT 1 FROM answer_links l WHERE l.delivery_id = d.id AND l.purpose = 'answer') AS asks
         FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.topic_id = ANY($1::uuid[])`, all),
    moments: await world.sql(
      `SELECT kind, subject_id AS "subjectId", due_at AS "dueAt", done_at AS "doneAt" FROM due_moments
        WHERE subject_id = ANY($1::uuid[]) OR subject_id IN (SELECT id FROM milestones WHERE activation_id = ANY($1::uuid[])) OR subject_id IN (SELECT id FROM alerts WHERE topic_id = ANY($1::uuid[]))`, all),
    entries: await world.sql(`SELECT action, subject_id AS "subjectId", after->>'stepsTaken' AS step FROM record_entries WHERE activation_id = ANY($1::uuid[])`, all),
    callTasks: await world.sql(`SELECT organisation_id AS "organisationId" FROM call_tasks WHERE topic_id = ANY($1::uuid[])`, all),
    received: await ofTopics(world, activationIds),
    answers: [...world.answers],
  };
}

// Mail about other things (what is routine, the round before) is not this round's; what nobody knows of is. A text that the server
// refused to take never got anywhere.
async function ofTopics(world: World, activationIds: readonly string[]): Promise<Facts['received']> {
  const messages = world.smtp.messages.filter(({ refused }) => !refused).map(({ messageId, to, subject, acknowledged, receivedAt }) => ({ messageId, to, subject, acknowledged, at: receivedAt }));
  const others = await world.sql<{ id: string }>(`SELECT message_id AS id FROM deliveries WHERE message_id = ANY($1::text[]) AND NOT topic_id = ANY($2::uuid[])`, [messages.map(({ messageId }) => messageId), activationIds]);
  const foreign = new Set(others.map(({ id }) => id));
  return messages.filter(({ messageId }) => !foreign.has(messageId));
}

async function hookFactsOf(world: World, activationIds: readonly string[]): Promise<HookFacts> {
  const { endpoints } = world.hooks;
  const ids = endpoints.map(({ id }) => id);
  return {
    endpoints,
    activations: await world.sql('SELECT id, exercise FROM activations WHERE id = ANY($1::uuid[])', [activationIds]),
    entries: await world.sql('SELECT action, activation_id AS "activationId" FROM record_entries WHERE activation_id = ANY($1::uuid[])', [activationIds]),
    deliveries: await world.sql(
      `SELECT endpoint_id AS "endpointId", event_id AS "eventId", topic_id AS "topicId", position::int, state, possibly_sent_twice AS "possiblySentTwice" FROM webhook_deliveries
        WHERE endpoint_id = ANY($1::uuid[]) AND topic_id = ANY($2::uuid[])`, [ids, activationIds]),
    heard: endpoints.flatMap(heardBy),
  };
}

const heardBy = ({ id: endpointId, secret, path, receivers }: Endpoint): HookFacts['heard'] => receivers.flatMap((receiver) => receiver.at(path)).map((hook) => ({
  endpointId, id: String(hook.headers['webhook-id']), type: String(hook.event['type']), about: String(hook.event['subject']), exercise: hook.event['exercise'], body: hook.body,
  genuine: signedBy(hook, secret).length === 1 && hook.event['id'] === hook.headers['webhook-id'], answered: hook.answered ?? null,
}));

export const checkRound = async (world: World, activationIds: readonly string[]): Promise<string[]> => [
  ...violationsOf(await factsOf(world, activationIds)), ...hookViolationsOf(await hookFactsOf(world, activationIds)),
];
