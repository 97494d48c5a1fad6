import { INFORMED_PARTIES, type InformedKind, type InformedParty } from '../../../config/informed-parties.js';
import { addSeconds, err, type Groups, type Instant, LANGUAGES, ok, Problem, type Result, type Translated } from '../../kernel/index.js';
import { DEPLOYMENT_NOT_ALLOWED, NOT_RUNNING } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import { type DeploymentState, isLive } from './deployment-state.js';
import { trimmed } from './field-checks.js';
import { INFORMATION_CONFLICT, INFORMATION_REQUIRED } from './information-errors.js';
import { atFraction, isLate } from './milestone-schedule.js';

/** `void`: the deployment dropped out or the activation ended before it was done. */
export type InformationState = 'open' | 'done' | 'not-needed' | 'void';

export type PlannedInformation = { readonly kind: InformedKind; readonly dueAt: Instant; /** The college decision says that the location does not open before. */ readonly required: boolean };

/** What is left of the window, in seconds, from when the municipality's part begins. */
export type InformationWindow = { readonly startsAt: Instant; readonly windowSeconds: number };

/**
 * Whom the municipality informs about one deployment, in the order of the policy. Who is informed only where certain groups come is
 * left out where they do not, unless the college decision names them. With nothing left of the window all are due at the deadline
 * that has passed.
 */
export function informationPlan({ startsAt, windowSeconds }: InformationWindow, groups: Groups, required: readonly InformedKind[], parties: readonly InformedParty[]): PlannedInformation[] {
  const start = windowSeconds < 0 ? addSeconds(startsAt, windowSeconds) : startsAt;
  return parties
    .filter(({ kind, onlyFor }) => required.includes(kind) || !onlyFor || onlyFor.some((group) => groups[group] > 0))
    .map(({ kind, due }) => ({ kind, dueAt: atFraction(start, Math.max(0, windowSeconds), due), required: required.includes(kind) }));
}

export type InformationFacts = {
  readonly state: InformationState;
  readonly required: boolean;
  readonly dueAt: Instant;
  /** What was noted when it was done, or why it is not needed. */
  readonly note: string | null;
  readonly lifecycle: Lifecycle;
  readonly deployment: DeploymentState;
};

export type InformationReport = { readonly state: 'done' | 'not-needed'; readonly note: string | null; readonly late: boolean; /** False for a repeated report: nothing to write. */ readonly isNew: boolean };

/**
 * The municipality says that a party is informed; late is marked, never refused. What was said not to be needed may still be done.
 * The same report again changes nothing. Errors: INFORMATION.CONFLICT for another note, ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED.
 */
export function decideInformed(facts: InformationFacts, note: string | null | undefined, now: Instant): Result<InformationReport, Problem> {
  return decide(facts, 'done', trimmed(note) || null, now);
}

/** The municipality says that a party need not be informed, and why. Errors also: INFORMATION.REQUIRED where the college decided otherwise. */
export function decideNotNeeded(facts: InformationFacts, reason: string, now: Instant): Result<InformationReport, Problem> {
  return facts.required ? err(new Problem(INFORMATION_REQUIRED)) : decide(facts, 'not-needed', trimmed(reason), now);
}

function decide(facts: InformationFacts, state: 'done' | 'not-needed', note: string | null, now: Instant): Result<InformationReport, Problem> {
  if (facts.state === state) return facts.note === note ? ok({ state, note, late: isLate(now, facts.dueAt), isNew: false }) : err(new Problem(INFORMATION_CONFLICT));
  if (facts.lifecycle !== 'running') return err(new Problem(NOT_RUNNING));
  if (!isLive(facts.deployment)) return err(new Problem(DEPLOYMENT_NOT_ALLOWED, {}, [], { state: facts.deployment }));
  return facts.state === 'done' ? err(new Problem(INFORMATION_CONFLICT)) : ok({ state, note, late: isLate(now, facts.dueAt), isNew: true });
}

/** Who was not informed yet. That warns; with `required` it keeps the location from opening. */
export type Uninformed = { readonly kind: InformedKind; readonly required: boolean };

export const uninformed = (tasks: readonly { readonly kind: InformedKind; readonly required: boolean; readonly state: InformationState }[]): Uninformed[] =>
  tasks.filter(({ state }) => state === 'open').map(({ kind, required }) => ({ kind, required }));

/** The names of several parties, as they stand in a sentence. */
export function informedNames(kinds: readonly InformedKind[]): Translated {
  const named = INFORMED_PARTIES.filter(({ kind }) => kinds.includes(kind));
  return Object.fromEntries(LANGUAGES.map((language) => [language, named.map(({ name }) => name[language]).join(', ')])) as Translated;
}
