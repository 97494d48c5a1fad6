import { err, GROUP_KEYS, type GroupKey, type Groups, INVALID_INPUT, ok, Problem, type Result, totalOf } from '../../kernel/index.js';
import { NOT_RUNNING, PRESENCE_NOT_OPEN } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import type { DeploymentState } from './deployment-state.js';
import { requireWhole } from './field-checks.js';

export type PresenceFacts = {
  readonly lifecycle: Lifecycle;
  readonly deployment: DeploymentState;
  /** Persons planned at this location, per group. */
  readonly planned: Groups;
  /** Places that can be verified at this location now. */
  readonly verified: number;
  /** Persons in the head count before this one; 0 before the first. */
  readonly previousTotal: number;
  /** Anybody was reported present before, at any deployment of the activation. */
  readonly someoneWasPresent: boolean;
};

export type PresenceDecision = {
  /** Persons present now, per group; never a name. */
  readonly present: Groups;
  readonly total: number;
  /** The first person of the activation: from now on it can be stood down but not cancelled. */
  readonly isFirst: boolean;
  /** Persons above the planned places; zero when everyone has a planned place. Flagged, never refused: they are there. */
  readonly abovePlanned: number;
  /** Persons above the verified capacity. */
  readonly aboveVerified: number;
  /** What is alarmed: once per fact, so not again while the number does not rise. */
  readonly alarm: 'above-capacity' | 'above-plan' | null;
  /** Groups with more persons than planned, also when the total fits. */
  readonly groupsAbovePlanned: readonly GroupKey[];
};

/** Takes a head count. Errors: REQUEST.INVALID with every wrong count, ACTIVATION.NOT_RUNNING, PRESENCE.NOT_OPEN. */
export function decidePresence(facts: PresenceFacts, present: Groups): Result<PresenceDecision, Problem> {
  const fields = GROUP_KEYS.flatMap((key) => requireWhole(`groups.${key}`, present[key], 0));
  if (fields.length > 0) return err(new Problem(INVALID_INPUT, {}, fields));
  if (facts.lifecycle !== 'running') return err(new Problem(NOT_RUNNING));
  if (facts.deployment !== 'open') return err(new Problem(PRESENCE_NOT_OPEN, {}, [], { state: facts.deployment }));
  const total = totalOf(present);
  return ok({
    present,
    total,
    isFirst: total > 0 && !facts.someoneWasPresent,
    abovePlanned: Math.max(0, total - totalOf(facts.planned)),
    aboveVerified: Math.max(0, total - facts.verified),
    alarm: alarmOf(facts, total),
    groupsAbovePlanned: GROUP_KEYS.filter((key) => present[key] > facts.planned[key]),
  });
}

function alarmOf({ planned, verified, previousTotal }: PresenceFacts, total: number): PresenceDecision['alarm'] {
  if (total <= previousTotal) return null;
  if (total > verified) return 'above-capacity';
  return total > totalOf(planned) ? 'above-plan' : null;
}
