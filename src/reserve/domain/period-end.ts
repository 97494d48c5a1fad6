import type { PeriodEndPolicy } from '../../../config/reserve.js';
import { addDays, addSeconds, daysBetween, endOfDay, err, type FieldError, INVALID_INPUT, type Instant, type LocalDay, ok, Problem, type ProblemType, type Result, type Scope, startOfDay } from '../../kernel/index.js';
import type { AnswerState } from './reserve-request.js';
import { REQUEST_NOT_YOURS } from './reserve-request.js';

/** Days that a reservation period may last: what lies further ahead nobody can plan, and everything is worked out per day. */
export const LONGEST_PERIOD_DAYS = 731;

/** When PRO is asked to decide about the end of a period. */
export type PeriodNotice = { readonly weeks: number; readonly at: Instant };

export const periodNotices = (periodTo: LocalDay, { weeksBefore, hourOfDay }: PeriodEndPolicy): PeriodNotice[] =>
  weeksBefore.value.map((weeks) => ({ weeks, at: addSeconds(startOfDay(addDays(periodTo, -7 * weeks)), hourOfDay.value * 3600) }));

/** The first instant after the period: from here on nothing is asked for. */
export const periodEnd = (periodTo: LocalDay): Instant => endOfDay(periodTo);

/** The notice that stands at the instant: the last one that was due. Null before the first, and once the period is over. */
export function noticeAt(periodTo: LocalDay, now: Instant, policy: PeriodEndPolicy): number | null {
  if (now >= periodEnd(periodTo)) return null;
  const due = periodNotices(periodTo, policy).filter(({ at }) => at <= now);
  return due.length === 0 ? null : Math.min(...due.map(({ weeks }) => weeks));
}

export const ALREADY_EXTENDED: ProblemType = {
  code: 'RESERVE.ALREADY_EXTENDED',
  status: 409,
  title: { nl: 'De verlenging is al gevraagd', en: 'The extension has been asked for already' },
  detail: {
    nl: 'Voor de volgende periode is er al een verzoek. Ga daar verder, of geef eerst dat verzoek vrij.',
    en: 'There is a request for the next period already. Go on there, or release that request first.',
  },
};

export const IN_USE: ProblemType = {
  code: 'RESERVE.IN_USE',
  status: 409,
  title: { nl: 'Er loopt nog een inzet', en: 'An activation is still running' },
  detail: {
    nl: 'Beëindig eerst de inzet die op dit verzoek loopt. Vrijgeven maakt nergens vanzelf een einde aan.',
    en: 'End the activation that runs on this request first. A release ends nothing by itself.',
  },
};

export const ONLY_ACCEPTED_EXTENDS: ProblemType = {
  code: 'RESERVE.NOTHING_TO_EXTEND',
  status: 409,
  title: { nl: 'Er is niets om te verlengen', en: 'There is nothing to extend' },
  detail: {
    nl: 'Alleen een verzoek dat de provincie heeft aanvaard kan worden verlengd. Doe anders een nieuw verzoek.',
    en: 'Only a request that the province accepted can be extended. Otherwise make a new request.',
  },
};

type Extendable = { readonly periodTo: LocalDay; readonly answer: AnswerState; readonly extension: { readonly id: string } | null };
type NewPeriod = { readonly from: LocalDay; readonly to: LocalDay };

const wrong = (code: string, nl: string, en: string): Result<never, Problem> => {
  const error: FieldError = { path: 'periodTo', code, message: { nl, en } };
  return err(new Problem(INVALID_INPUT, {}, [error]));
};

/**
 * The period that an extension asks for: it begins where the present one ends, and is asked and answered anew. Problems:
 * RESERVE.NOT_YOURS, RESERVE.NOTHING_TO_EXTEND, RESERVE.ALREADY_EXTENDED, REQUEST.INVALID.
 */
export function extensionPeriod(scope: Scope, request: Extendable, periodTo: LocalDay): Result<NewPeriod, Problem> {
  if (scope.kind !== 'ministry') return err(new Problem(REQUEST_NOT_YOURS));
  if (request.answer !== 'accepted') return err(new Problem(ONLY_ACCEPTED_EXTENDS, {}, [], { answer: request.answer }));
  if (request.extension) return err(new Problem(ALREADY_EXTENDED, {}, [], { reserveRequestId: request.extension.id }));
  const from = addDays(request.periodTo, 1);
  if (periodTo < from) return wrong('not-later', 'Kies een dag na het einde van de huidige periode.', 'Choose a day after the end of the present period.');
  if (daysBetween(from, periodTo) >= LONGEST_PERIOD_DAYS) return wrong('too-long', 'Verleng met hooguit twee jaar.', 'Extend by two years at most.');
  return ok({ from, to: periodTo });
}

/** A release ends nothing that runs, and not what has been extended: RESERVE.IN_USE, RESERVE.ALREADY_EXTENDED. */
export function releaseProblem(running: readonly { readonly id: string; readonly exercise: boolean }[], extension: { readonly id: string } | null): Problem | null {
  const real = running.find(({ exercise }) => !exercise);
  if (real) return new Problem(IN_USE, {}, [], { activationId: real.id });
  return extension ? new Problem(ALREADY_EXTENDED, {}, [], { reserveRequestId: extension.id }) : null;
}

/** What somebody has to decide about a period that nears its end, or is over. */
export type PeriodDecision = 'none' | 'extend-or-release' | 'await-extension' | 'end-activation';

type Ending = { readonly answer: AnswerState; readonly periodTo: LocalDay; readonly extension: { readonly answer: AnswerState } | null };

/**
 * What is open: an activation that runs on when the period is over comes first. Nothing is open once the extension was accepted, nor
 * where the request was declined or released, nor before the first notice.
 */
export function openDecision(request: Ending, running: readonly { readonly exercise: boolean }[], today: LocalDay, { weeksBefore }: PeriodEndPolicy): PeriodDecision {
  const { answer, periodTo, extension } = request;
  if (answer === 'released') return 'none';
  if (today > periodTo && running.some(({ exercise }) => !exercise)) return 'end-activation';
  if (answer === 'declined' || extension?.answer === 'accepted') return 'none';
  if (today < addDays(periodTo, -7 * Math.max(...weeksBefore.value))) return 'none';
  return extension && extension.answer !== 'declined' ? 'await-extension' : 'extend-or-release';
}
