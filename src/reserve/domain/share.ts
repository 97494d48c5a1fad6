import { err, ok, Problem, type ProblemType, type Result, type Scope } from '../../kernel/index.js';
import type { AnswerState } from './reserve-request.js';

/** How a municipality's answer stands. A refusal is its right, and is shown as an answer like the others. */
export const SHARE_ANSWERS = ['asked', 'given', 'given-with-conditions', 'refused'] as const;
export type ShareAnswer = (typeof SHARE_ANSWERS)[number];

/** A municipality's answer as it was given. */
export type ShareDecision =
  | { readonly answer: 'given'; readonly places: number; readonly mandate: string }
  | { readonly answer: 'given-with-conditions'; readonly places: number; readonly conditions: string; readonly mandate: string }
  | { readonly answer: 'refused'; readonly reason: string };

/** What a share holds of the answer. */
export type ShareState = {
  readonly answer: ShareAnswer;
  readonly placesPromised: number | null;
  readonly conditions: string | null;
  readonly reason: string | null;
  readonly mandate: string | null;
};

/** Asked, and not answered yet. */
export const SHARE_ASKED: ShareState = { answer: 'asked', placesPromised: null, conditions: null, reason: null, mandate: null };

/** A municipality can be asked, and can answer, while its province has not said no and the request has not been released. */
export const canBeSpread = (answer: AnswerState): boolean => answer === 'asked' || answer === 'exploring' || answer === 'accepted';

export const NOT_SPREADABLE: ProblemType = {
  code: 'RESERVE.NOT_SPREADABLE',
  status: 409,
  title: { nl: 'Dit verzoek wordt niet meer over gemeenten gespreid', en: 'This request is no longer spread over municipalities' },
  detail: {
    nl: 'De provincie heeft het verzoek geweigerd of het is vrijgegeven. Er valt niets meer te vragen of te beantwoorden.',
    en: 'The province declined the request, or it was released. There is nothing left to ask or to answer.',
  },
};

export const SHARE_NOT_YOURS: ProblemType = {
  code: 'RESERVE.SHARE_NOT_YOURS',
  status: 403,
  title: { nl: 'Dit is niet aan uw organisatie', en: 'This is not for your organisation' },
  detail: {
    nl: 'De gevraagde provincie vraagt haar eigen gemeenten; elke gemeente antwoordt voor zichzelf.',
    en: 'The province that was asked asks its own municipalities; each municipality answers for itself.',
  },
};

type Asked = { readonly provinceId: string; readonly answer: AnswerState };

/** Whether this organisation may spread the request now: RESERVE.SHARE_NOT_YOURS before RESERVE.NOT_SPREADABLE. */
export function maySpread(scope: Scope, { provinceId, answer }: Asked): Result<true, Problem> {
  if (scope.kind !== 'province' || scope.organisationId !== provinceId) return err(new Problem(SHARE_NOT_YOURS));
  return canBeSpread(answer) ? ok(true) : err(new Problem(NOT_SPREADABLE, {}, [], { answer }));
}

/** The share after the municipality's decision. An answer may be given anew: what was said before stays on the record. */
export function answerShare(scope: Scope, request: Pick<Asked, 'answer'>, municipalityId: string, decision: ShareDecision): Result<ShareState, Problem> {
  if (scope.kind !== 'municipality' || scope.organisationId !== municipalityId) return err(new Problem(SHARE_NOT_YOURS));
  if (!canBeSpread(request.answer)) return err(new Problem(NOT_SPREADABLE, {}, [], { answer: request.answer }));
  if (decision.answer === 'refused') return ok({ ...SHARE_ASKED, answer: 'refused', reason: decision.reason });
  const { answer, places, mandate } = decision;
  return ok({ ...SHARE_ASKED, answer, placesPromised: places, mandate, conditions: decision.answer === 'given-with-conditions' ? decision.conditions : null });
}

/** What one municipality was asked and said, beside what it has. All in places. */
export type SpreadFigures = {
  /** 0 where it was not asked. */
  readonly asked: number;
  readonly promised: number;
  /** Verified capacity of its ready locations, those about to expire among them. */
  readonly verified: number;
  readonly expiring: number;
  /** Asked, and refused. */
  readonly refused: number;
};

type ShareFacts = Pick<ShareState, 'answer' | 'placesPromised'> & { readonly placesAsked: number };

export function spreadFigures(share: ShareFacts | null, has: Pick<SpreadFigures, 'verified' | 'expiring'>): SpreadFigures {
  if (share === null) return { asked: 0, promised: 0, refused: 0, ...has };
  return { asked: share.placesAsked, promised: share.placesPromised ?? 0, refused: share.answer === 'refused' ? share.placesAsked : 0, ...has };
}

const NOTHING: SpreadFigures = { asked: 0, promised: 0, verified: 0, expiring: 0, refused: 0 };

export const spreadTotals = (lines: readonly SpreadFigures[]): SpreadFigures =>
  lines.reduce(
    (sum, line) => ({
      asked: sum.asked + line.asked, promised: sum.promised + line.promised, verified: sum.verified + line.verified, expiring: sum.expiring + line.expiring, refused: sum.refused + line.refused,
    }),
    NOTHING,
  );
