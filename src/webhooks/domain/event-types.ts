/** Everything that is told. What is added here reaches those who asked for all; nothing is ever renamed. */
export const EVENT_NAMES = [
  'activation.triggered', 'activation.deadline-extended', 'activation.outcome', 'activation.ended', 'activation.cancelled', 'extra-places.asked', 'extra-places.outcome',
  'deployment.added', 'deployment.refused', 'deployment.failed', 'deployment.opened', 'deployment.closed',
  'milestone.completed', 'milestone.overdue', 'receipt.given', 'receipt.taken-back', 'commitment.answered', 'commitment.taken-back', 'presence.reported',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** Sent on request only, to see whether an endpoint works. */
export const TEST_EVENT = 'webhook.test';

const PREFIX = 'nl.achterdehand.';

/** The CloudEvents `type`: reverse-DNS (NL GOV profile, "type"). */
export const typeOf = (name: EventName | typeof TEST_EVENT): string => `${PREFIX}${name}`;

/** Which activations an endpoint is told of. */
export const AUDIENCES = ['all', 'real', 'exercises'] as const;
export type Audience = (typeof AUDIENCES)[number];
