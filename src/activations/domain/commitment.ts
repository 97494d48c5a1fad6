import type { Party } from '../../../config/activation.js';
import type { StayPolicy } from '../../../config/stay.js';
import { err, type FieldError, type Instant, INVALID_INPUT, type LocalDay, ok, Problem, type Result } from '../../kernel/index.js';
import { COMMITMENT_CONFLICT, DEPLOYMENT_NOT_ALLOWED, NOT_RUNNING } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import {
  type AnswerInput,
  answerFieldErrors,
  type CommitmentAnswer,
  type CommitmentDetails,
  detailsOf,
  personFieldErrors,
} from './commitment-input.js';
import { type DeploymentState, isLive, stepDeployment } from './deployment-state.js';
import { trimmed } from './field-checks.js';
import { isLate } from './milestone-schedule.js';
import { agreedByDefault, lastNightErrors, type StayTerms } from './stay.js';

/** "We have seen this." */
export type Receipt = { readonly at: Instant; readonly late: boolean; readonly name: string; readonly function: string };

/** "We will do this", or not. `conditions` and `reason` are null where the answer has none; `details` for a refusal. */
export type Commitment = {
  readonly answer: CommitmentAnswer;
  readonly at: Instant;
  readonly late: boolean;
  readonly name: string;
  readonly function: string;
  readonly mandate: string;
  readonly conditions: string | null;
  readonly reason: string | null;
  readonly details: CommitmentDetails | null;
};

/** One party's side of one deployment, as it stands. */
export type AnswerFacts = {
  readonly party: Party;
  readonly lifecycle: Lifecycle;
  readonly deployment: DeploymentState;
  readonly triggeredAt: Instant;
  readonly receiptDueAt: Instant;
  readonly commitmentDueAt: Instant;
  readonly receipt: Receipt | null;
  readonly commitment: Commitment | null;
  /** What bounds the stay; the municipality's commitment agrees its last night. */
  readonly stay: StayTerms;
};

export type ReceiptDecision = { readonly receipt: Receipt; readonly isNew: boolean };

export type CommitmentDecision = {
  readonly commitment: Commitment;
  /** False for a repeated answer: nothing to write, the first one is given back. */
  readonly isNew: boolean;
  /** The receipt to write along with it: who answers has seen the alert. Null when it was confirmed before. */
  readonly receipt: Receipt | null;
  /** What becomes of the milestone `committed` of this party. */
  readonly milestone: 'done' | 'refused';
  /** The deployment's state after the answer. Only the municipality's answer changes it: the building is theirs. */
  readonly deployment: DeploymentState;
  /** The last night that is agreed by this answer; null when it agrees none. */
  readonly lastNight: LocalDay | null;
};

/**
 * Confirms receipt for one party, also of a location that dropped out meanwhile: that the message was seen is still true. A second
 * confirmation, by whomever, leaves the first as it is. Errors: REQUEST.INVALID, ACTIVATION.NOT_RUNNING.
 */
export function decideReceipt(
  facts: Omit<AnswerFacts, 'stay'>,
  by: { readonly name: string; readonly function: string },
  now: Instant,
): Result<ReceiptDecision, Problem> {
  const fields = personFieldErrors(by);
  if (fields.length > 0) return err(new Problem(INVALID_INPUT, {}, fields));
  if (facts.receipt) return ok({ receipt: facts.receipt, isNew: false });
  if (facts.lifecycle !== 'running') return err(new Problem(NOT_RUNNING));
  return ok({ receipt: receiptOf(facts, by, now), isNew: true });
}

/**
 * Takes one party's answer. The same answer again is fine and changes nothing; a different one is a conflict.
 * Late is marked, never refused. Errors: REQUEST.INVALID with every wrong field, COMMITMENT.CONFLICT,
 * ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED.
 */
export function decideCommitment(facts: AnswerFacts, input: AnswerInput, now: Instant, policy: StayPolicy): Result<CommitmentDecision, Problem> {
  const fields = [...answerFieldErrors(facts.party, input, facts.triggeredAt), ...stayErrors(facts, input, policy)];
  if (fields.length > 0) return err(new Problem(INVALID_INPUT, {}, fields));
  const commitment = commitmentOf(facts, input, now);
  if (facts.commitment) return repeated(facts, facts.commitment, commitment);
  const problem = notAnswerable(facts);
  if (problem) return err(problem);
  const deployment = stateAfter(facts, commitment.answer);
  if (!deployment.ok) return deployment;
  return ok({
    commitment,
    isNew: true,
    receipt: facts.receipt ? null : receiptOf(facts, commitment, now),
    milestone: milestoneAfter(commitment),
    deployment: deployment.value,
    lastNight: agreedNight(facts, commitment, policy),
  });
}

// An answer that stands already was measured against the decision as it was then.
const stayErrors = ({ party, commitment, stay }: AnswerFacts, { answer, lastNight }: AnswerInput, policy: StayPolicy): FieldError[] =>
  party === 'municipality' && answer !== 'refused' && !commitment ? lastNightErrors(lastNight, stay, policy) : [];

function agreedNight({ stay }: AnswerFacts, { details }: Commitment, policy: StayPolicy): LocalDay | null {
  if (details?.party !== 'municipality') return null;
  return details.lastNight ?? agreedByDefault(stay, policy);
}

function repeated(facts: AnswerFacts, first: Commitment, second: Commitment): Result<CommitmentDecision, Problem> {
  if (contentOf(first) !== contentOf(second)) return err(new Problem(COMMITMENT_CONFLICT, {}, [], { firstAnswer: first.answer }));
  return ok({
    commitment: first,
    isNew: false,
    receipt: null,
    milestone: milestoneAfter(first),
    deployment: facts.deployment,
    lastNight: null,
  });
}

/**
 * What was answered, apart from by whom and when: a colleague who says the same does not contradict.
 * Field by field, because an answer read back from the database may have its fields in another order.
 */
const contentOf = ({ answer, conditions, reason, details }: Commitment): string =>
  JSON.stringify([answer, conditions, reason, details && promiseOf(details)]);

function promiseOf(details: CommitmentDetails): readonly unknown[] {
  if (details.party === 'municipality') return details.lastNight ? [details.lastNight] : [];
  if (details.party === 'coa') return [details.intakePlan];
  const shifts = details.reliefShifts.map(({ startsAt, endsAt, teamSize }) => [startsAt, endsAt, teamSize]);
  return [details.teamSize, details.arrivalAt, shifts];
}

const milestoneAfter = ({ answer }: Commitment): 'done' | 'refused' => (answer === 'refused' ? 'refused' : 'done');

function stateAfter(facts: AnswerFacts, answer: CommitmentAnswer): Result<DeploymentState, Problem> {
  if (facts.party !== 'municipality') return ok(facts.deployment);
  return stepDeployment(facts.deployment, answer === 'refused' ? 'refuse' : 'prepare', facts.party);
}

function notAnswerable({ lifecycle, deployment }: AnswerFacts): Problem | null {
  if (lifecycle !== 'running') return new Problem(NOT_RUNNING);
  return isLive(deployment) ? null : new Problem(DEPLOYMENT_NOT_ALLOWED, {}, [], { state: deployment });
}

const receiptOf = (facts: Pick<AnswerFacts, 'receiptDueAt'>, by: { readonly name: string; readonly function: string }, now: Instant): Receipt => ({
  at: now,
  late: isLate(now, facts.receiptDueAt),
  name: trimmed(by.name),
  function: trimmed(by.function),
});

function commitmentOf(facts: AnswerFacts, input: AnswerInput, now: Instant): Commitment {
  const { answer } = input;
  return {
    answer,
    at: now,
    late: isLate(now, facts.commitmentDueAt),
    name: trimmed(input.name),
    function: trimmed(input.function),
    mandate: trimmed(input.mandate),
    conditions: answer === 'given-with-conditions' ? trimmed(input.conditions) : null,
    reason: answer === 'refused' ? trimmed(input.reason) : null,
    details: detailsOf(facts.party, input, facts.triggeredAt),
  };
}
