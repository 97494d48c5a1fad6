import {
  err,
  type FieldError,
  type Groups,
  INVALID_INPUT,
  isLocalDay,
  type LocalDay,
  ok,
  type OrganisationKind,
  Problem,
  type ProblemType,
  type Result,
  type Scope,
} from '../../kernel/index.js';

/** How the province's answer to a reserve request stands. */
export const ANSWER_STATES = ['asked', 'exploring', 'accepted', 'declined', 'released'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

export type AnswerStep = 'explore' | 'accept' | 'decline' | 'ask-again' | 'release';

export type AnswerTransition = {
  readonly step: AnswerStep;
  readonly from: readonly AnswerState[];
  readonly to: AnswerState;
  readonly by: OrganisationKind;
};

export const FIRST_ANSWER_STATE: AnswerState = 'asked';
/** Nothing leads out of these, on purpose: places wanted again are a new request. */
export const FINAL_ANSWER_STATES: readonly AnswerState[] = ['released'];

/**
 * The province answers, PRO asks. A province that declined may think again of its own accord; one that accepted may
 * take that back. An extension needs a fresh answer, so it is a request of its own.
 */
export const ANSWER_TRANSITIONS: readonly AnswerTransition[] = [
  { step: 'explore', from: ['asked', 'declined'], to: 'exploring', by: 'province' },
  { step: 'accept', from: ['asked', 'exploring', 'declined'], to: 'accepted', by: 'province' },
  { step: 'decline', from: ['asked', 'exploring', 'accepted'], to: 'declined', by: 'province' },
  { step: 'ask-again', from: ['declined'], to: 'asked', by: 'ministry' },
  { step: 'release', from: ['asked', 'exploring', 'accepted', 'declined'], to: 'released', by: 'ministry' },
];

/** The province's answer as it stands. `reason` and `askAgainOn` belong to `declined`. */
export type Answer = {
  readonly state: AnswerState;
  readonly reason: string | null;
  /** The day on which PRO may ask again. */
  readonly askAgainOn: LocalDay | null;
};

export const NOT_ANSWERED: Answer = { state: FIRST_ANSWER_STATE, reason: null, askAgainOn: null };

/** PRO's request to one province. Days are inclusive. */
export type ReserveRequestFacts = {
  readonly id: string;
  /** CBS code of the province that was asked. */
  readonly provinceCode: string;
  readonly places: number;
  /** Adds up to `places`. */
  readonly groups: Groups;
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly windowSeconds: number;
  readonly normSetId: string;
  readonly redCrossId: string | null;
  readonly coaId: string | null;
  readonly operationsId: string | null;
  readonly answer: Answer;
};

/** Only what a province has accepted counts; what it declined, explores or has not answered is shown, never counted. */
export const isCounted = ({ answer }: Pick<ReserveRequestFacts, 'answer'>): boolean => answer.state === 'accepted';

export const ANSWER_NOT_POSSIBLE: ProblemType = {
  code: 'RESERVE.ANSWER_NOT_POSSIBLE',
  status: 409,
  title: { nl: 'Dit kan nu niet met dit reserveverzoek', en: 'This is not possible now with this reserve request' },
  detail: {
    nl: 'Het antwoord op het reserveverzoek is inmiddels veranderd. Bekijk hoe het er nu voor staat en besluit opnieuw.',
    en: 'The answer to the reserve request has changed meanwhile. See how it stands now and decide again.',
  },
};

export const REQUEST_NOT_YOURS: ProblemType = {
  code: 'RESERVE.NOT_YOURS',
  status: 403,
  title: { nl: 'Uw organisatie beslist hier niet over', en: 'This is not for your organisation to decide' },
  detail: {
    nl: 'De gevraagde provincie antwoordt op een reserveverzoek; PRO vraagt, verlengt en geeft vrij.',
    en: 'The province that was asked answers a reserve request; PRO asks, extends and releases.',
  },
};

/** Whether the step is for this organisation: PRO's are for the ministry, a province answers only what it was asked itself. */
export function mayTake(step: AnswerStep, scope: Scope, request: Pick<ReserveRequestFacts, 'provinceCode'>): boolean {
  const by = ANSWER_TRANSITIONS.find((transition) => transition.step === step)?.by;
  if (scope.kind === 'system' || scope.kind !== by) return false;
  return by !== 'province' || scope.provinceCode === request.provinceCode;
}

/** The steps this organisation may take now; for buttons. */
export const possibleAnswerSteps = (scope: Scope, request: Pick<ReserveRequestFacts, 'provinceCode' | 'answer'>): AnswerStep[] =>
  ANSWER_TRANSITIONS.filter(({ step, from }) => from.includes(request.answer.state) && mayTake(step, scope, request)).map(({ step }) => step);

export type AnswerDetails = { readonly reason?: string | null; readonly askAgainOn?: string | null };

const wrong = (path: string, code: string, nl: string, en: string): FieldError => ({ path, code, message: { nl, en } });

const LONGEST_REASON = 2000;

function declineErrors({ reason, askAgainOn }: AnswerDetails, today: LocalDay): FieldError[] {
  const errors: FieldError[] = [];
  const length = reason?.trim().length ?? 0;
  if (length === 0) errors.push(wrong('reason', 'required', 'Noem de reden van de weigering.', 'Give the reason for declining.'));
  if (length > LONGEST_REASON) errors.push(wrong('reason', 'too-long', 'Houd de reden onder 2000 tekens.', 'Keep the reason under 2000 characters.'));
  if (!isLocalDay(askAgainOn)) {
    errors.push(wrong('askAgainOn', 'not-a-day', 'Noem de dag waarop PRO opnieuw kan vragen, als JJJJ-MM-DD.', 'Give the day on which PRO may ask again, as YYYY-MM-DD.'));
  } else if (askAgainOn <= today) {
    errors.push(wrong('askAgainOn', 'not-later', 'Kies een dag na vandaag.', 'Choose a day after today.'));
  }
  return errors;
}

/**
 * The answer after the step, or the problem: RESERVE.NOT_YOURS (looked at first: who may not act learns nothing),
 * RESERVE.ANSWER_NOT_POSSIBLE, or REQUEST.INVALID with every wrong field. Declining needs a reason and a later day on
 * which to ask again; the other steps clear both.
 */
export function takeAnswerStep(
  request: Pick<ReserveRequestFacts, 'provinceCode' | 'answer'>,
  step: AnswerStep,
  scope: Scope,
  details: AnswerDetails,
  today: LocalDay,
): Result<Answer, Problem> {
  if (!mayTake(step, scope, request)) return err(new Problem(REQUEST_NOT_YOURS, {}, [], { step }));
  const { state } = request.answer;
  const transition = ANSWER_TRANSITIONS.find((candidate) => candidate.step === step && candidate.from.includes(state));
  if (transition === undefined) return err(new Problem(ANSWER_NOT_POSSIBLE, {}, [], { step, state }));
  if (step !== 'decline') return ok({ state: transition.to, reason: null, askAgainOn: null });
  const errors = declineErrors(details, today);
  if (errors.length > 0) return err(new Problem(INVALID_INPUT, {}, errors));
  return ok({ state: 'declined', reason: details.reason?.trim() ?? null, askAgainOn: details.askAgainOn ?? null });
}
