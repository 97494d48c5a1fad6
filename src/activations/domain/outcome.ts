import { type Instant, isBefore } from '../../kernel/index.js';
import type { Lifecycle } from './activation-state.js';
import type { DeploymentState } from './deployment-state.js';

/** Why an activation has neither met nor missed its deadline. */
export type NoOutcomeReason = 'ended-before' | 'cancelled-before';

/** Written once. `at`: when the places were reached, when the deadline passed, or when the activation stopped. */
export type Outcome =
  | { readonly kind: 'met'; readonly at: Instant; readonly openPlaces: number }
  | { readonly kind: 'missed'; readonly at: Instant; readonly openPlaces: number }
  | { readonly kind: 'none'; readonly at: Instant; readonly openPlaces: number; readonly reason: NoOutcomeReason };

export type OutcomeActivation = {
  readonly lifecycle: Lifecycle;
  /** When it was stood down or cancelled; null while it runs. */
  readonly stoppedAt: Instant | null;
  /** Places asked for at the trigger, not the places planned. */
  readonly requestedPlaces: number;
  readonly deadlineAt: Instant;
  /** What was written before, if anything. */
  readonly outcome: Outcome | null;
};

export type OutcomeDeployment = {
  readonly state: DeploymentState;
  /** Places planned at this location. */
  readonly places: number;
};

/** Planned places of the deployments that are open now: the first figure of "open: 80 of 100". */
export const openPlaces = (deployments: readonly OutcomeDeployment[]): number =>
  deployments.reduce((sum, { state, places }) => sum + (state === 'open' ? places : 0), 0);

/**
 * The outcome to write now, or null when there is none to write: it stands already, or nothing is decided yet.
 * To be asked after every opening, at the deadline, and before the deployments are closed when the activation stops.
 * `now` is read after the lock, so whoever gets the lock at or after the deadline finds it missed.
 */
export function decideOutcome(
  activation: OutcomeActivation,
  deployments: readonly OutcomeDeployment[],
  now: Instant,
): Outcome | null {
  if (activation.outcome) return null;
  const open = openPlaces(deployments);
  const at = activation.stoppedAt ?? now;
  if (!isBefore(at, activation.deadlineAt)) return { kind: 'missed', at: activation.deadlineAt, openPlaces: open };
  if (open >= activation.requestedPlaces) return { kind: 'met', at, openPlaces: open };
  if (activation.lifecycle === 'running') return null;
  return { kind: 'none', at, openPlaces: open, reason: activation.lifecycle === 'ended' ? 'ended-before' : 'cancelled-before' };
}
