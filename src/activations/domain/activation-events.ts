import type { RecordEntry } from '../../record/index.js';
import type { EventName } from '../../webhooks/index.js';

/** What other systems are told: which event, with which facts and counts. */
export type ActivationEvent = { readonly name: EventName; readonly data: Readonly<Record<string, unknown>> };

type Values = Readonly<Record<string, unknown>>;
type Entry = Pick<RecordEntry, 'action' | 'subjectId' | 'before' | 'after'>;
type Rule = (facts: { readonly subjectId: string; readonly before: Values; readonly after: Values }) => readonly ActivationEvent[];

// By name, so that nothing comes along that was added to the record for another reason.
const only = (values: Values, ...names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, values[name] ?? null]));

const deploymentAdded: Rule = ({ subjectId, after: { locationId, ...after } }) => [
  { name: 'deployment.added', data: { deploymentId: subjectId, standbyLocationId: locationId, ...only(after, 'places', 'groups', 'replacesId', 'extraPlacesId') } },
];

const committed: Rule = ({ subjectId, after }) => [
  { name: 'commitment.answered', data: { deploymentId: subjectId, ...only(after, 'organisationId', 'answer', 'late') } },
  // Of the three parties only the municipality's refusal ends a deployment.
  ...(after['state'] === 'refused' ? [{ name: 'deployment.refused' as const, data: { deploymentId: subjectId } }] : []),
];

const ended = (name: 'activation.ended' | 'activation.cancelled'): Rule => ({ after }) => [
  ...(after['closed'] as readonly string[]).map((deploymentId) => ({ name: 'deployment.closed' as const, data: { deploymentId } })),
  { name, data: only(after, 'endedAt', 'outcome') },
];

const milestoneCompleted: Rule = ({ subjectId, before, after }) => [
  { name: 'milestone.completed', data: { milestoneId: subjectId, ...only(after, 'kind', 'deploymentId', 'late') } },
  ...(after['deployment'] === 'open' && before['deployment'] !== 'open' ? [{ name: 'deployment.opened' as const, data: only(after, 'deploymentId', 'late') }] : []),
];

/** From an action on the record to what is told of it. What is not named here is nobody else's business. */
const RULES: Readonly<Record<string, Rule>> = {
  'activation.triggered': ({ after }) => [{
    name: 'activation.triggered', data: only(after, 'reserveRequestId', 'places', 'groups', 'plannedPlaces', 'shortfall', 'triggeredAt', 'deadlineAt'),
  }],
  'activation.deadline-extended': ({ before, after }) => [{
    name: 'activation.deadline-extended', data: { ...only(after, 'deadlineAt', 'firstDeadlineAt'), previousDeadlineAt: before['deadlineAt'] },
  }],
  'activation.outcome': ({ after }) => [{ name: 'activation.outcome', data: only(after, 'outcome', 'at', 'openPlaces', 'places') }],
  'extra-places.asked': ({ subjectId, after }) => [{ name: 'extra-places.asked', data: { extraPlacesId: subjectId, ...only(after, 'places', 'groups', 'plannedPlaces', 'shortfall', 'deadlineAt') } }],
  'extra-places.outcome': ({ subjectId, after }) => [{ name: 'extra-places.outcome', data: { extraPlacesId: subjectId, ...only(after, 'outcome', 'at', 'openPlaces', 'places') } }],
  'activation.ended': ended('activation.ended'),
  'activation.cancelled': ended('activation.cancelled'),
  'deployment.planned': deploymentAdded,
  'deployment.added': deploymentAdded,
  'deployment.failed': ({ subjectId }) => [{ name: 'deployment.failed', data: { deploymentId: subjectId } }],
  'commitment.given': committed,
  'commitment.given-with-conditions': committed,
  'commitment.refused': committed,
  'milestone.completed': milestoneCompleted,
  'milestone.overdue': ({ subjectId, after }) => [{ name: 'milestone.overdue', data: { milestoneId: subjectId, ...only(after, 'kind', 'organisationId', 'dueAt') } }],
  'alert.received': ({ after }) => [{ name: 'receipt.given', data: only(after, 'organisationId', 'late') }],
  'alert.receipt-taken-back': ({ after }) => [{ name: 'receipt.taken-back', data: only(after, 'organisationId') }],
  'commitment.taken-back': ({ subjectId, before, after }) => [{ name: 'commitment.taken-back', data: { deploymentId: subjectId, ...only(after, 'organisationId'), answer: before['answer'] } }],
  'presence.reported': ({ subjectId, after }) => [{
    name: 'presence.reported', data: { deploymentId: subjectId, groups: after['present'], ...only(after, 'total', 'abovePlanned') },
  }],
};

/** The events of one entry on the record, in the order in which they are to be read. */
export function eventsOf({ action, subjectId, before, after }: Entry): readonly ActivationEvent[] {
  const rule = Object.hasOwn(RULES, action) ? RULES[action] : undefined;
  return rule ? rule({ subjectId, before: (before ?? {}) as Values, after: (after ?? {}) as Values }) : [];
}
