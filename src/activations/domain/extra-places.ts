import type { ActivationPolicy } from '../../../config/activation.js';
import { addSeconds, type FieldError, type Groups, type Instant, INVALID_INPUT, isBefore, Problem } from '../../kernel/index.js';
import { NOT_RUNNING } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import { requireThat } from './field-checks.js';
import { checkTrigger, triggerFieldErrors, type TriggerRequestFacts } from './trigger-request.js';

/** The deployments that stand for the places asked for at the trigger, or for these extra places. */
export const forPlaces = <D extends { readonly extraPlacesId: string | null }>(deployments: readonly D[], extraPlacesId: string | null = null): D[] =>
  deployments.filter((deployment) => deployment.extraPlacesId === extraPlacesId);

/**
 * In which order a building that is put in by hand fills what is short: the places of the trigger (null), then extra places as they
 * were asked; what can still be met in time goes before what has missed its deadline.
 */
export function fillingOrder(trigger: { readonly outcome: string | null }, extras: readonly { readonly id: string; readonly outcome: string | null }[]): (string | null)[] {
  const all = [{ id: null, outcome: trigger.outcome }, ...extras];
  return [...all.filter(({ outcome }) => outcome === null), ...all.filter(({ outcome }) => outcome !== null)].map(({ id }) => id);
}

/** By when a deployment, or extra places, must be open: a deadline of its own, or the activation's. */
export const deadlineFor = ({ deadlineAt }: { readonly deadlineAt: Instant }, own: { readonly deadlineAt: Instant | null }): Instant => own.deadlineAt ?? deadlineAt;

/** The latest deadline of an activation, those of extra places included. */
export const lastDeadline = ({ deadlineAt }: { readonly deadlineAt: Instant }, own: readonly { readonly deadlineAt: Instant | null }[]): Instant =>
  own.reduce((latest, { deadlineAt: at }) => (at && isBefore(latest, at) ? at : latest), deadlineAt);

/** An own deadline once the activation's was put off: never earlier than that. Null stays: it follows the activation's. */
export const ownDeadlineAfter = (own: Instant | null, activationDeadline: Instant): Instant | null => (own && isBefore(own, activationDeadline) ? activationDeadline : own);

export type ExtraPlacesInput = {
  readonly places: number;
  readonly groups: Groups;
  /** Null: not asked for, when only the plan is wanted. */
  readonly reason: string | null;
  /** Null: the activation's. */
  readonly deadlineAt: Instant | null;
  /** Picked by hand, in order; null: propose for me. */
  readonly locations: readonly string[] | null;
};

export type ExtraPlacesFacts = {
  readonly lifecycle: Lifecycle;
  readonly exercise: boolean;
  readonly deadlineAt: Instant;
  /** Places of the reserve request that were asked for already. */
  readonly asked: number;
  readonly request: TriggerRequestFacts;
};

/**
 * Places of the reserve request that are taken up: those of the trigger, and extra ones. Of extra places that missed their deadline
 * only what stands in the plan: what never came may be asked for again.
 */
export const askedPlaces = (places: number, extras: readonly { readonly places: number; readonly plannedPlaces: number; readonly outcome: string | null }[]): number =>
  extras.reduce((sum, extra) => sum + (extra.outcome === 'missed' ? Math.min(extra.places, extra.plannedPlaces) : extra.places), places);

/**
 * Why more places may not be asked for, before anything is planned; null when they may. ACTIVATION.NOT_RUNNING, REQUEST.INVALID with
 * every wrong field, ACTIVATION.REQUEST_NOT_ACCEPTED or ACTIVATION.OUTSIDE_PERIOD.
 */
export function refuseExtraPlaces(input: ExtraPlacesInput, facts: ExtraPlacesFacts, policy: Pick<ActivationPolicy, 'minimumExerciseWindowSeconds' | 'maximumExtensionDays'>, now: Instant): Problem | null {
  if (facts.lifecycle !== 'running') return new Problem(NOT_RUNNING);
  const left = facts.request.places - facts.asked;
  const request = { ...facts.request, places: left > 0 ? left : facts.request.places };
  const wanted = { ...input, exercise: facts.exercise, windowSeconds: null };
  const fields = [
    ...requireThat(left > 0, 'places', 'nothing-left', ALL_ASKED, { places: facts.request.places }),
    ...triggerFieldErrors(wanted, request, policy),
    ...deadlineErrors(input.deadlineAt, facts.deadlineAt, policy.maximumExtensionDays.value, now),
  ];
  return fields.length > 0 ? new Problem(INVALID_INPUT, {}, fields) : checkTrigger(wanted, request, policy, now);
}

function deadlineErrors(own: Instant | null, activationDeadline: Instant, days: number, now: Instant): FieldError[] {
  const isOver = !isBefore(now, activationDeadline);
  if (!own) return requireThat(!isOver, 'deadlineAt', 'required', DEADLINE_IS_OVER);
  if (isBefore(own, activationDeadline)) return requireThat(false, 'deadlineAt', 'too-early', BEFORE_THE_ACTIVATIONS);
  if (!isBefore(now, own)) return requireThat(false, 'deadlineAt', 'too-early', IN_THE_PAST);
  const latest = addSeconds(isOver ? now : activationDeadline, days * 86_400);
  return requireThat(!isBefore(latest, own), 'deadlineAt', 'too-late', TOO_FAR, { days });
}

/**
 * REQUEST.INVALID when none of the locations that could be used is ready by the deadline, however long or short the others take; null
 * when one is, or when there is none at all: that is a shortfall. `withinHours`: from now to the deadline, in hours of the request's window.
 */
export function refuseTooSoon(candidates: readonly { readonly leadTimeHours: number }[], withinHours: number): Problem | null {
  const shortest = Math.min(...candidates.map(({ leadTimeHours }) => leadTimeHours));
  if (!Number.isFinite(shortest) || shortest <= withinHours) return null;
  return new Problem(INVALID_INPUT, {}, requireThat(false, 'deadlineAt', 'too-early', NOBODY_SO_SOON, { hours: Math.ceil(shortest * 10) / 10 }));
}

const ALL_ASKED = {
  nl: 'Alle {places} plekken van het reserveverzoek zijn al gevraagd. Meer kan pas na een groter reserveverzoek.',
  en: 'All {places} places of the reserve request have been asked for. More takes a larger reserve request first.',
};
const DEADLINE_IS_OVER = {
  nl: 'De deadline van de inzet is voorbij. Kies een eigen deadline voor de extra plekken.',
  en: 'The deadline of the activation has passed. Choose a deadline of their own for the extra places.',
};
const BEFORE_THE_ACTIVATIONS = {
  nl: 'Kies een tijdstip op of na de deadline van de inzet.',
  en: 'Choose a time at or after the deadline of the activation.',
};
const IN_THE_PAST = { nl: 'Kies een tijdstip dat nog komt.', en: 'Choose a time that is still to come.' };
const TOO_FAR = { nl: 'Kies een tijdstip binnen {days} dagen.', en: 'Choose a time within {days} days.' };
const NOBODY_SO_SOON = {
  nl: 'Geen locatie haalt deze deadline: de snelste heeft {hours} uur nodig. Kies een later tijdstip.',
  en: 'No location can make this deadline: the quickest needs {hours} hours. Choose a later time.',
};
