import type { MilestoneKind, Party } from '../../../config/activation.js';
import type { InformedKind } from '../../../config/informed-parties.js';
import { err, fill, type Instant, INVALID_INPUT, ok, Problem, type Result } from '../../kernel/index.js';
import {
  DEPLOYMENT_NOT_ALLOWED,
  MILESTONE_CONFLICT,
  MILESTONE_NEEDS_ANSWER,
  MILESTONE_NOT_OWNER,
  NOT_RUNNING,
  OPEN_NEEDS_COMMITMENT,
} from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import { personFieldErrors } from './commitment-input.js';
import { type DeploymentState, isLive, stepDeployment } from './deployment-state.js';
import { trimmed } from './field-checks.js';
import { INFORM_FIRST } from './information-errors.js';
import { informedNames } from './informed-parties.js';
import { isLate } from './milestone-schedule.js';

export type Completion = {
  readonly at: Instant;
  readonly late: boolean;
  readonly name: string;
  readonly function: string;
  /** What was found or done, in words; null when nothing was added. */
  readonly note: string | null;
};

export type MilestoneFacts = {
  readonly kind: MilestoneKind;
  readonly owner: Party;
  readonly ownerOrganisationId: string;
  readonly dueAt: Instant;
  readonly completion: Completion | null;
  readonly lifecycle: Lifecycle;
  readonly deployment: DeploymentState;
  /** Whom the college decision wants informed before the location opens, and who is not yet. */
  readonly informFirst: readonly InformedKind[];
};

/** `organisationId`: on whose behalf it is reported, also when somebody else notes it down for them. */
export type CompletionInput = {
  readonly organisationId: string | null;
  readonly name: string;
  readonly function: string;
  readonly note?: string | null;
};

export type CompletionDecision = {
  readonly completion: Completion;
  /** False for a repeated report: nothing to write. */
  readonly isNew: boolean;
  /** The deployment's state afterwards: completing `open` is releasing the location for the first person. */
  readonly deployment: DeploymentState;
};

/** Receipt and commitment: what an organisation owes is an answer. */
export const comesByAnswer = (kind: MilestoneKind): boolean => kind === 'received' || kind === 'committed';

/**
 * Completes a milestone for the organisation that owes it. Late is marked, never refused. The same report again changes
 * nothing; another note is a conflict. Milestones may be completed in any order, but `open` needs the municipality's
 * commitment, and whom the college decision names informed. Errors: MILESTONE.NOT_OWNER, MILESTONE.NEEDS_ANSWER (received and committed come by an answer),
 * REQUEST.INVALID, MILESTONE.CONFLICT, ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED, DEPLOYMENT.OPEN_NEEDS_COMMITMENT,
 * MILESTONE.INFORM_FIRST.
 */
export function decideCompletion(facts: MilestoneFacts, input: CompletionInput, now: Instant): Result<CompletionDecision, Problem> {
  if (input.organisationId !== facts.ownerOrganisationId) return err(new Problem(MILESTONE_NOT_OWNER));
  if (comesByAnswer(facts.kind)) return err(new Problem(MILESTONE_NEEDS_ANSWER));
  const fields = personFieldErrors(input);
  if (fields.length > 0) return err(new Problem(INVALID_INPUT, {}, fields));
  const note = trimmed(input.note) || null;
  if (facts.completion) return repeated(facts.completion, note, facts.deployment);
  const deployment = stateAfter(facts);
  if (!deployment.ok) return deployment;
  const { name, function: role } = input;
  const completion = { at: now, late: isLate(now, facts.dueAt), name: trimmed(name), function: trimmed(role), note };
  return ok({ completion, isNew: true, deployment: deployment.value });
}

const repeated = (first: Completion, note: string | null, deployment: DeploymentState): Result<CompletionDecision, Problem> =>
  first.note === note ? ok({ completion: first, isNew: false, deployment }) : err(new Problem(MILESTONE_CONFLICT));

// Names differ by language, which parameters of a text do not: they are filled in beforehand.
function openingHeldBack(kinds: readonly InformedKind[]): Problem {
  const names = informedNames(kinds);
  const { nl, en } = INFORM_FIRST.detail;
  return new Problem({ ...INFORM_FIRST, detail: { nl: fill(nl, { parties: names.nl }), en: fill(en, { parties: names.en }) } }, {}, [], { kinds });
}

function stateAfter({ kind, owner, lifecycle, deployment, informFirst }: MilestoneFacts): Result<DeploymentState, Problem> {
  if (lifecycle !== 'running') return err(new Problem(NOT_RUNNING));
  if (!isLive(deployment)) return err(new Problem(DEPLOYMENT_NOT_ALLOWED, {}, [], { state: deployment }));
  if (kind !== 'open') return ok(deployment);
  if (deployment === 'alerted') return err(new Problem(OPEN_NEEDS_COMMITMENT));
  const step = stepDeployment(deployment, 'open', owner);
  if (!step.ok || informFirst.length === 0) return step;
  return err(openingHeldBack(informFirst));
}
