import type { PastActivation } from '../../activations/index.js';
import type { Instant } from '../../kernel/index.js';
import type { AfterActionFacts, AlertedOrganisation, Sees, SentMessage, TelephonedOrganisation } from './after-action-facts.js';
import { judgeMilestone, secondsAfter } from './milestone-verdict.js';

/** Delays in seconds: until the first answer of all, and the longest one; null where there was none. */
export type Delays = { readonly firstSeconds: number | null; readonly worstSeconds: number | null };
/** `late` of the answers; what was never answered is in none of them. */
export type AnswerDelays = Delays & { readonly asked: number; readonly answered: number; readonly late: number };

export type OrganisationDelays = {
  readonly organisationId: string;
  /** From the alert to a mail server that took the first message; and, of all messages, the one that took longest from writing it. */
  readonly acceptance: Delays & { readonly messages: number; readonly accepted: number };
  /** From the call for a location to "we have seen this"; null for who is told only. */
  readonly receipt: AnswerDelays | null;
  /** From the call for a location to an answer, whichever it was. A refusal is an answer, and never late. */
  readonly commitment: (AnswerDelays & { readonly refused: number }) | null;
};

/** Every organisation that was alerted, with how long it took; who owes an answer first. */
export function organisationDelays(facts: AfterActionFacts, sees: Sees): OrganisationDelays[] {
  const seen = facts.alerted.filter(({ organisationId }) => sees(organisationId));
  return [...seen.filter(({ asked }) => asked), ...seen.filter(({ asked }) => !asked)].map((alerted) => ({
    organisationId: alerted.organisationId,
    acceptance: acceptanceOf(alerted),
    receipt: alerted.asked ? receiptOf(facts, alerted.organisationId) : null,
    commitment: alerted.asked ? commitmentOf(facts, alerted.organisationId) : null,
  }));
}

function acceptanceOf({ alertedAt, messages }: AlertedOrganisation): OrganisationDelays['acceptance'] {
  const accepted = wentOut(messages).flatMap(({ message, end: { acceptedAt } }) => (acceptedAt ? [{ from: message.createdAt, to: acceptedAt }] : []));
  const { worstSeconds } = delaysOf(accepted);
  const { firstSeconds } = delaysOf(accepted.map(({ to }) => ({ from: alertedAt, to })));
  return { messages: messages.length, accepted: accepted.length, firstSeconds, worstSeconds };
}

function receiptOf({ milestones, deployments, activation }: PastActivation, organisationId: string): AnswerDelays {
  const owed = milestones.filter((milestone) => milestone.kind === 'received' && milestone.organisationId === organisationId);
  const judged = owed.map((milestone) => {
    const deployment = deployments.find(({ id }) => id === milestone.deploymentId)!;
    return { ...judgeMilestone(milestone, deployment, activation, () => true), from: deployment.createdAt };
  });
  const given = judged.flatMap(({ took, doneAt, from }) => (took && doneAt ? [{ from, to: doneAt }] : []));
  return { asked: owed.length, answered: given.length, late: judged.filter(({ verdict }) => verdict === 'late').length, ...delaysOf(given) };
}

function commitmentOf({ milestones, deployments, commitments }: PastActivation, organisationId: string): NonNullable<OrganisationDelays['commitment']> {
  const asked = milestones.filter((milestone) => milestone.kind === 'committed' && milestone.organisationId === organisationId).length;
  const given = commitments.filter((commitment) => commitment.organisationId === organisationId);
  return {
    asked, answered: given.length, refused: given.filter(({ answer }) => answer === 'refused').length, late: given.filter(({ answer, late }) => late && answer !== 'refused').length,
    ...delaysOf(given.map(({ deploymentId, at }) => ({ from: deployments.find(({ id }) => id === deploymentId)!.createdAt, to: at }))),
  };
}

type Wait = { readonly from: Instant; readonly to: Instant };

function delaysOf(waits: readonly Wait[]): Delays {
  const [first] = waits.toSorted((a, b) => a.to.getTime() - b.to.getTime() || a.from.getTime() - b.from.getTime());
  return { firstSeconds: first ? secondsAfter(first.from, first.to) : null, worstSeconds: most(waits.map(({ from, to }) => secondsAfter(from, to))) };
}

/** What mail servers and outages did to the messages. Every message is in exactly one of the five. */
export type DeliveryReport = {
  readonly messages: number;
  readonly acceptedAtOnce: number;
  /** Or after an outage, with others as one statement of the situation. */
  readonly acceptedAfterRetries: number;
  /** Handed to a person. */
  readonly givenUp: number;
  /** Answered before it had to go out. */
  readonly notNeeded: number;
  readonly waiting: number;
  readonly possiblySentTwice: number;
  readonly mostAttempts: number;
  readonly worstSeconds: number | null;
};

export function deliveryReport({ alerted }: AfterActionFacts, sees: Sees): DeliveryReport {
  const all = alerted.filter(({ organisationId }) => sees(organisationId)).flatMap(({ messages }) => messages);
  const pairs = wentOut(all);
  const how = pairs.map(fateOf);
  const number = (fate: Fate): number => how.filter((one) => one === fate).length;
  return {
    messages: all.length, acceptedAtOnce: number('at-once'), acceptedAfterRetries: number('after-retries'), givenUp: number('given-up'), notNeeded: number('not-needed'), waiting: number('waiting'),
    possiblySentTwice: all.filter(({ possiblySentTwice }) => possiblySentTwice).length,
    mostAttempts: most(all.map(({ attempts }) => attempts)) ?? 0,
    worstSeconds: most(pairs.flatMap(({ message, end: { acceptedAt } }) => (acceptedAt ? [secondsAfter(message.createdAt, acceptedAt)] : []))),
  };
}

type Fate = 'at-once' | 'after-retries' | 'given-up' | 'not-needed' | 'waiting';

/** A message, and the one that said it in the end: itself, unless another took its place. */
type WentOut = { readonly message: SentMessage; readonly end: SentMessage };

function wentOut(messages: readonly SentMessage[]): WentOut[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const endOf = (message: SentMessage): SentMessage => {
    const next = message.supersededBy === null ? undefined : byId.get(message.supersededBy);
    return next ? endOf(next) : message;
  };
  return messages.map((message) => ({ message, end: endOf(message) }));
}

function fateOf({ message, end: { acceptedAt, attempts, state } }: WentOut): Fate {
  if (acceptedAt) return attempts > 1 || message.supersededBy !== null ? 'after-retries' : 'at-once';
  if (state === 'given-up') return 'given-up';
  return state === 'answered' ? 'not-needed' : 'waiting';
}

/** One organisation that the duty desk had to telephone. */
export type CallReport = Pick<TelephonedOrganisation, 'organisationId' | 'because' | 'closeReason'> & {
  readonly attempts: number;
  /** The number of the call that reached somebody, the first being 1; null when none did. */
  readonly reachedAtAttempt: number | null;
  /** How long the task stood open; null where it was never closed. */
  readonly openSeconds: number | null;
};

export const callReports = ({ telephoned }: AfterActionFacts, sees: Sees): CallReport[] =>
  telephoned.filter(({ organisationId }) => sees(organisationId)).map(({ organisationId, because, closeReason, openedAt, closedAt, results }) => ({
    organisationId, because, closeReason, attempts: results.length, reachedAtAttempt: results.indexOf('reached') + 1 || null, openSeconds: closedAt && secondsAfter(openedAt, closedAt),
  }));

const most = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values));
