import { ACTIVATION_POLICY, type Party } from '../../../config/activation.js';
import { addSeconds, err, type Instant, isBefore, ok, Problem, type Result } from '../../kernel/index.js';
import { COMMITMENT_STANDS, NOT_RUNNING, NOTHING_TO_TAKE_BACK, TAKE_BACK_TOO_LATE, TAKEN_BACK_OFTEN } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import type { CommitmentAnswer } from './commitment-input.js';
import { isLive, type DeploymentState } from './deployment-state.js';

/** Until when an answer given at `at` may be taken back. */
export const takeBackUntil = (at: Instant): Instant => addSeconds(at, ACTIVATION_POLICY.takeBackMinutes.value * 60);

/** ANSWER.TAKEN_BACK_OFTEN for an organisation that has taken answers back so often before in this activation; else null. */
export function refuseAnother(before: number): Problem | null {
  const { value: times } = ACTIVATION_POLICY.takeBacks;
  return before < times ? null : new Problem(TAKEN_BACK_OFTEN, { times });
}

type Given = { readonly lifecycle: Lifecycle; /** When it was answered; null: not, or taken back. */ readonly at: Instant | null };

/** What taking a receipt back meets: the states of the organisation's deployments, and whether it committed anywhere. */
export type ReceiptToTakeBack = Given & { readonly deployments: readonly DeploymentState[]; readonly committed: boolean };

/** Taking a receipt back. ACTIVATION.NOT_RUNNING, ANSWER.NOTHING_TO_TAKE_BACK, ANSWER.COMMITMENT_STANDS, ANSWER.TOO_LATE_TO_TAKE_BACK. */
export function takeBackReceipt(facts: ReceiptToTakeBack, now: Instant): Result<null, Problem> {
  const problem = mayTakeBack(facts, facts.deployments, now);
  if (problem) return err(problem);
  return facts.committed ? err(new Problem(COMMITMENT_STANDS)) : ok(null);
}

export type CommitmentToTakeBack = Given & { readonly party: Party; readonly answer: CommitmentAnswer | null; readonly deployment: DeploymentState };
/** What follows: `reopen`: the commitment is awaited again; `rejoin`: the municipality's refusal freed the building, which must be put in anew. */
export type TakenBack = 'reopen' | 'rejoin';

/** Taking a commitment or refusal back. ACTIVATION.NOT_RUNNING, ANSWER.NOTHING_TO_TAKE_BACK, ANSWER.TOO_LATE_TO_TAKE_BACK. */
export function takeBackCommitment(facts: CommitmentToTakeBack, now: Instant): Result<TakenBack, Problem> {
  const refusedBuilding = facts.party === 'municipality' && facts.answer === 'refused';
  const problem = mayTakeBack(facts, refusedBuilding ? [] : [facts.deployment], now);
  return problem ? err(problem) : ok(refusedBuilding ? 'rejoin' : 'reopen');
}


function mayTakeBack({ lifecycle, at }: Given, deployments: readonly DeploymentState[], now: Instant): Problem | null {
  if (lifecycle !== 'running') return new Problem(NOT_RUNNING);
  if (at === null) return new Problem(NOTHING_TO_TAKE_BACK);
  const tooLate = !isBefore(now, takeBackUntil(at)) || deployments.some((state) => state === 'open' || !isLive(state));
  return tooLate ? new Problem(TAKE_BACK_TOO_LATE, { minutes: ACTIVATION_POLICY.takeBackMinutes.value }) : null;
}
