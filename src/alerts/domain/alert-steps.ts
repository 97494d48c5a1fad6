import { ACTIVATION_POLICY, type AlertStepsPolicy } from '../../../config/activation.js';
import { addSeconds, isBefore, type Instant } from '../../kernel/index.js';

/** The steps taken while nobody has confirmed receipt, counted from 1. A higher step stands for the lower ones. */
export const STEP_NUMBERS = [1, 2, 3, 4] as const;
export type StepNumber = (typeof STEP_NUMBERS)[number];

const LAST_STEP = STEP_NUMBERS.length;

export type StepMoment = { readonly step: StepNumber; readonly dueAt: Instant };

/** When each step is due. `windowSeconds` is the activation's window, in seconds of absolute time. */
export const stepMoments = (alertedAt: Instant, windowSeconds: number, policy: AlertStepsPolicy = ACTIVATION_POLICY.alertSteps): StepMoment[] =>
  STEP_NUMBERS.map((step) => ({ step, dueAt: addSeconds(alertedAt, windowSeconds * (policy.fractions[step - 1] ?? 1)) }));

/**
 * True when this step is the one to carry out: steps overdue together collapse to the highest, and a step at or below
 * one that was taken (`stepsTaken`, 0 for none) is never caught up with.
 */
export function isStepToTake(step: StepNumber, moments: readonly StepMoment[], now: Instant, stepsTaken: number): boolean {
  const due = moments.filter(({ dueAt }) => !isBefore(now, dueAt)).map((moment) => moment.step);
  return step > stepsTaken && step === Math.max(...due);
}

/** One contact that mail can reach, as far as this alert is concerned. */
export type ContactProgress = {
  readonly contactId: string;
  /**
   * `new`: not alerted yet; `waiting`: the alert has not gone out yet, so a reminder would only arrive beside it;
   * `reached`: the mail server took it; `refused`: its mail server will not have it.
   */
  readonly progress: 'new' | 'waiting' | 'reached' | 'refused';
};

export type StepActions = {
  readonly remind: readonly string[];
  readonly alert: string | undefined;
  readonly tellOperations: boolean;
};

/**
 * What a step does. The first reminds, and alerts whoever comes before all others by now because a duty began meanwhile; each
 * further one alerts the next contact and reminds the earlier ones; operations are told when there is no next contact, at the
 * latest at the last step. Contacts beyond the steps are for operations to telephone. `contacts` in the order in which they are
 * to be alerted now: whose duty has ended is not among them.
 */
export function stepActions(step: StepNumber, contacts: readonly ContactProgress[]): StepActions {
  const remind = contacts.filter(({ progress }) => progress === 'reached').map(({ contactId }) => contactId);
  if (step === 1) return { remind, alert: contacts[0]?.progress === 'new' ? contacts[0].contactId : undefined, tellOperations: false };
  const next = step === LAST_STEP ? undefined : nextContact(contacts);
  return next === undefined ? { remind: [], alert: undefined, tellOperations: true } : { remind, alert: next, tellOperations: false };
}

/** The next contact to alert, if there is one. */
export const nextContact = (contacts: readonly ContactProgress[]): string | undefined =>
  contacts.find(({ progress }) => progress === 'new')?.contactId;
