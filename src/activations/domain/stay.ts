import type { StayPolicy } from '../../../config/stay.js';
import { addDays, atTime, dayOf, daysBetween, err, type FieldError, INVALID_INPUT, type Instant, type LocalDay, ok, Problem, type Result } from '../../kernel/index.js';
import { COMMITMENT_CONFLICT, DEPLOYMENT_NOT_ALLOWED, NOT_RUNNING, STAY_ALREADY_ASKED } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import { answerFieldErrors, type AnswerInput, type CommitmentAnswer } from './commitment-input.js';
import type { DeploymentState } from './deployment-state.js';
import { requireText, requireThat, trimmed } from './field-checks.js';
import { STAY_OVERTAKEN } from './stay-errors.js';

/** What a college decision says of how long people may stay. A night is named by the day on which it begins. */
export type StayDecision = {
  readonly reference: string | null;
  /** Nights; null when it names none. */
  readonly longestStayDays: number | null;
  /** Last day on which the decision applies; null when it names no end. */
  readonly endsOn: LocalDay | null;
};

/** How far a college decision goes: the last night it allows, and what says so. */
export type StayLimit = { readonly lastNight: LocalDay; readonly reference: string | null } & (
  | { readonly by: 'longest-stay'; readonly nights: number }
  | { readonly by: 'decision-end'; readonly endsOn: LocalDay }
);

/** How long the people at one deployment may stay: from when, and how far the decision on file goes; null when it sets no bound. */
export type StayTerms = { readonly firstNight: LocalDay; readonly decision: StayDecision | null };

/** The first night that is planned: the day of the deadline, or of joining for a location that came after it. */
export function firstNightOf(deadlineAt: Instant, joinedAt: Instant): LocalDay {
  const [deadline, joined] = [dayOf(deadlineAt), dayOf(joinedAt)];
  return joined > deadline ? joined : deadline;
}

/**
 * The last night that the decision allows; null when it sets no bound. People leave on the morning after a night, so the night before
 * the decision's last day is the last that lies within it.
 */
export function decisionLimit({ firstNight, decision }: StayTerms): StayLimit | null {
  if (!decision) return null;
  const { reference, longestStayDays: nights, endsOn } = decision;
  const limits: StayLimit[] = [
    ...(nights === null ? [] : [{ by: 'longest-stay' as const, nights, reference, lastNight: addDays(firstNight, nights - 1) }]),
    ...(endsOn === null ? [] : [{ by: 'decision-end' as const, endsOn, reference, lastNight: addDays(endsOn, -1) }]),
  ];
  return limits.reduce<StayLimit | null>((first, limit) => (first && first.lastNight <= limit.lastNight ? first : limit), null);
}

/** The last night that is agreed when the municipality commits without naming one; null when its decision ends before the first. */
export function agreedByDefault(terms: StayTerms, policy: Pick<StayPolicy, 'defaultNights'>): LocalDay | null {
  const limit = decisionLimit(terms);
  const named = typeof terms.decision?.longestStayDays === 'number';
  const usual = addDays(terms.firstNight, policy.defaultNights.value - 1);
  const lastNight = limit && (named || limit.lastNight < usual) ? limit.lastNight : usual;
  return lastNight < terms.firstNight ? null : lastNight;
}

// What bounds it, with the figure and where that comes from.
function limitText(limit: StayLimit): { nl: string; en: string } {
  const { reference, lastNight } = limit;
  const [nl, en] = reference ? [`het collegebesluit (${reference})`, `the college decision (${reference})`] : ['het collegebesluit', 'the college decision'];
  return limit.by === 'longest-stay'
    ? { nl: `Langste verblijf volgens ${nl}: ${limit.nights} nachten, tot en met de nacht van ${lastNight}.`, en: `Longest stay by ${en}: ${limit.nights} nights, up to and including the night of ${lastNight}.` }
    : { nl: `Laatste dag van ${nl}: ${limit.endsOn}; de laatste nacht is dan die van ${lastNight}.`, en: `Last day of ${en}: ${limit.endsOn}; the last night then is that of ${lastNight}.` };
}

/** What is wrong with the last night that a municipality names in its commitment; nothing when it names none. */
export function lastNightErrors(lastNight: LocalDay | null | undefined, terms: StayTerms, policy: Pick<StayPolicy, 'furthestNights'>): FieldError[] {
  if (!lastNight) return [];
  const { firstNight } = terms;
  const limit = decisionLimit(terms);
  const text = limit && limitText(limit);
  return [
    ...requireThat(lastNight >= firstNight, 'lastNight', 'before-first-night', {
      nl: `Kies ${firstNight} of later: dat is de eerste nacht.`, en: `Choose ${firstNight} or later: that is the first night.`,
    }),
    ...(limit && text ? requireThat(lastNight <= limit.lastNight, 'lastNight', 'beyond-decision', { nl: `Kies een eerdere nacht. ${text.nl}`, en: `Choose an earlier night. ${text.en}` }) : []),
    ...(limit ? [] : tooFar(lastNight, firstNight, policy)),
  ];
}

function tooFar(lastNight: LocalDay, from: LocalDay, { furthestNights: { value: nights } }: Pick<StayPolicy, 'furthestNights'>): FieldError[] {
  const furthest = addDays(from, nights - 1);
  return requireThat(lastNight <= furthest, 'lastNight', 'too-far', { nl: `Kies ${furthest} of eerder: verder kan niemand toezeggen.`, en: `Choose ${furthest} or earlier: nobody can commit further ahead.` });
}

/** Nights that are left at the instant, that of its own day among them, from `firstNight` on where that still lies ahead; 0 once the last one's day is over. */
export function nightsLeft(lastNight: LocalDay, now: Instant, firstNight: LocalDay): number {
  const today = dayOf(now);
  return Math.max(0, daysBetween(today > firstNight ? today : firstNight, lastNight) + 1);
}

export type StayWarning = { readonly days: number; readonly at: Instant };

/** When is warned that the last night comes near. */
export const stayWarnings = (lastNight: LocalDay, { warnDaysBefore, warnAt }: Pick<StayPolicy, 'warnDaysBefore' | 'warnAt'>): StayWarning[] =>
  warnDaysBefore.value.map((days) => ({ days, at: atTime(addDays(lastNight, -days), warnAt.value) }));

/** The morning after the last night: nobody should be there any more. */
export const stayOverAt = (lastNight: LocalDay, { overAt }: Pick<StayPolicy, 'overAt'>): Instant => atTime(addDays(lastNight, 1), overAt.value);

/** A count as far as the end of a stay is concerned. */
type LastCount = { readonly countedAt: Instant; readonly total: number };
/**
 * What is known of the people after the last night. `unused`: the location never opened; `unknown`: it did, and nobody counted on the
 * morning after, nor were people known to be there.
 */
export type AfterLastNight = 'unused' | 'gone' | 'present' | 'unknown';

/** Whoever was counted last, if anybody, is there until a count says otherwise; an empty house must have been counted that morning. */
export function afterLastNight(lastNight: LocalDay, opened: boolean, last: LastCount | undefined): AfterLastNight {
  if (last && last.total > 0) return 'present';
  if (!opened) return 'unused';
  return last && dayOf(last.countedAt) > lastNight ? 'gone' : 'unknown';
}

/**
 * The last night to ask for when a deadline that is put off passes the agreed one: as many nights as were left. Null while a night is
 * left of what was agreed: that stands.
 */
export function lastNightToAsk({ lastNight, firstNightBefore, firstNight }: { readonly lastNight: LocalDay | null; readonly firstNightBefore: LocalDay; readonly firstNight: LocalDay }): LocalDay | null {
  if (!lastNight || lastNight >= firstNight) return null;
  return addDays(firstNight, Math.max(0, daysBetween(firstNightBefore, lastNight)));
}

/** The warning that stands at the instant: the last one that was due; null before the first, and once the stay is over. */
export function warningAt(lastNight: LocalDay, now: Instant, policy: Pick<StayPolicy, 'warnDaysBefore' | 'warnAt' | 'overAt'>): number | null {
  if (now >= stayOverAt(lastNight, policy)) return null;
  const due = stayWarnings(lastNight, policy).filter(({ at }) => at <= now);
  return due.length === 0 ? null : Math.min(...due.map(({ days }) => days));
}

export type StayFacts = { readonly lifecycle: Lifecycle; readonly deployment: DeploymentState; readonly lastNight: LocalDay | null; readonly firstNight: LocalDay };

/** A stay can be talked about once the municipality has committed, and as long as the location is in use. */
function notInUse({ lifecycle, deployment }: Pick<StayFacts, 'lifecycle' | 'deployment'>): Problem | null {
  if (lifecycle !== 'running') return new Problem(NOT_RUNNING);
  return deployment === 'preparing' || deployment === 'open' ? null : new Problem(DEPLOYMENT_NOT_ALLOWED, {}, [], { state: deployment });
}

/**
 * Why a longer stay, until `wanted`, may not be asked for; null when it may. `openId`: the request that waits for an answer. Errors:
 * ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED, STAY.ALREADY_ASKED, REQUEST.INVALID.
 */
export function refuseStayRequest(facts: StayFacts & { readonly openId: string | null }, wanted: LocalDay, now: Instant, policy: Pick<StayPolicy, 'furthestNights'>): Problem | null {
  const problem = notInUse(facts);
  if (problem) return problem;
  if (facts.openId) return new Problem(STAY_ALREADY_ASKED, {}, [], { stayExtensionId: facts.openId });
  const today = dayOf(now);
  const [first = today] = [facts.firstNight, today, ...(facts.lastNight ? [addDays(facts.lastNight, 1)] : [])].sort().reverse();
  const fields = [
    ...requireThat(wanted >= first, 'lastNight', 'not-later', { nl: `Kies ${first} of later: eerder is al afgesproken of voorbij.`, en: `Choose ${first} or later: what comes before is agreed already, or past.` }),
    ...tooFar(wanted, first, policy),
  ];
  return fields.length > 0 ? new Problem(INVALID_INPUT, {}, fields) : null;
}

/** The municipality's fresh answer. `decisionReference`: which decision of its college allows what the one on file does not. */
export type StayAnswerInput = Pick<AnswerInput, 'answer' | 'name' | 'function' | 'mandate' | 'conditions' | 'reason'> & { readonly decisionReference?: string | null | undefined };

export type StayAnswer = {
  readonly answer: CommitmentAnswer;
  readonly conditions: string | null;
  readonly reason: string | null;
  readonly decisionReference: string | null;
};

export type StayAnswerFacts = Pick<StayFacts, 'lifecycle' | 'deployment'> & {
  /** The last night that was asked for. */
  readonly wanted: LocalDay;
  readonly terms: StayTerms;
  readonly earlier: StayAnswer | null;
  /** It lapsed without an answer: with the request that came after it, if any; null while it can be answered, and once it was. */
  readonly lapsed: { readonly newerId: string | null } | null;
};

export type StayAnswerDecision = { readonly answer: StayAnswer; /** False for a repeated answer: nothing to write. */ readonly isNew: boolean };

/**
 * Takes the municipality's answer to a request for a longer stay. The same answer again changes nothing, a different one is a conflict.
 * Errors: STAY.OVERTAKEN when it lapsed, REQUEST.INVALID with every wrong field, COMMITMENT.CONFLICT, ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED.
 */
export function decideStayAnswer(facts: StayAnswerFacts, input: StayAnswerInput): Result<StayAnswerDecision, Problem> {
  const outOfUse = notInUse(facts);
  // Whatever became of the later question: an answer to this one would set the agreed night back.
  if (facts.lapsed && !outOfUse) return err(new Problem(STAY_OVERTAKEN, {}, [], { stayExtensionId: facts.lapsed.newerId }));
  const answer = stayAnswerOf(input);
  const fields = [...answerFieldErrors('municipality', input, new Date(0)), ...(facts.earlier ? [] : referenceErrors(facts, answer))];
  if (fields.length > 0) return err(new Problem(INVALID_INPUT, {}, fields));
  if (facts.earlier) {
    if (contentOf(facts.earlier) !== contentOf(answer)) return err(new Problem(COMMITMENT_CONFLICT, {}, [], { firstAnswer: facts.earlier.answer }));
    return ok({ answer: facts.earlier, isNew: false });
  }
  return outOfUse ? err(outOfUse) : ok({ answer, isNew: true });
}

const stayAnswerOf = ({ answer, conditions, reason, decisionReference }: StayAnswerInput): StayAnswer => ({
  answer,
  conditions: answer === 'given-with-conditions' ? trimmed(conditions) : null,
  reason: answer === 'refused' ? trimmed(reason) : null,
  decisionReference: answer === 'refused' ? null : trimmed(decisionReference) || null,
});

const contentOf = ({ answer, conditions, reason, decisionReference }: StayAnswer): string => JSON.stringify([answer, conditions, reason, decisionReference]);

// What goes further than the decision on file needs a decision of its own.
function referenceErrors({ wanted, terms }: StayAnswerFacts, { answer, decisionReference }: StayAnswer): FieldError[] {
  const limit = decisionLimit(terms);
  if (answer === 'refused' || !limit || wanted <= limit.lastNight) return [];
  const { nl, en } = limitText(limit);
  return requireText('decisionReference', decisionReference, {
    nl: `Vul het kenmerk in van het collegebesluit dat dit langere verblijf toestaat. ${nl}`, en: `Enter the reference of the college decision that allows this longer stay. ${en}`,
  });
}
