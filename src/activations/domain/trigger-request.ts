import type { ActivationPolicy } from '../../../config/activation.js';
import {
  dayOf,
  type FieldError,
  formatDuration,
  GROUP_KEYS,
  type Groups,
  type Instant,
  INVALID_INPUT,
  type LocalDay,
  Problem,
  totalOf,
} from '../../kernel/index.js';
import {
  LOCATION_BUSY,
  LOCATION_NOT_READY,
  OUTSIDE_PERIOD,
  REQUEST_NOT_ACCEPTED,
  SHORTFALL_NOT_ACCEPTED,
} from './activation-errors.js';
import { requireText, requireThat, requireWhole } from './field-checks.js';

export type TriggerInput = {
  readonly places: number;
  readonly groups: Groups;
  /** Null: not asked for, when only the plan is wanted. */
  readonly reason: string | null;
  readonly exercise: boolean;
  /** Null: the request's window. */
  readonly windowSeconds: number | null;
  /** Locations picked by hand, in order; null: propose for me. */
  readonly locations: readonly string[] | null;
  readonly acceptShortfall: boolean;
};

export type TriggerRequestFacts = {
  readonly places: number;
  readonly windowSeconds: number;
  /** First and last day of the reservation, both included. */
  readonly from: LocalDay;
  readonly until: LocalDay;
  /** The province's answer is "accepted". */
  readonly accepted: boolean;
};

/** How a location that was picked by hand stands now; a location that may not be seen is `unknown`. */
export type PickedLocation = {
  readonly locationId: string;
  readonly name: string;
  readonly state: 'ready' | 'not-ready' | 'busy' | 'unknown';
};

/** In places. `planned`: what the plan holds for these groups; `ready`: all verified places that are ready and free. */
export type ReadyFigures = { readonly planned: number; readonly ready: number };

/** Every wrong field of the input at once; empty when the fields are sound. */
export function triggerFieldErrors(
  input: Omit<TriggerInput, 'acceptShortfall'>,
  request: TriggerRequestFacts,
  policy: Pick<ActivationPolicy, 'minimumExerciseWindowSeconds'>,
): FieldError[] {
  return [
    ...requireWhole('places', input.places, 1, request.places),
    ...groupErrors(input),
    ...(input.reason === null ? [] : requireText('reason', input.reason, {
      nl: 'Vul in waarom u de reserve inzet.',
      en: 'Say why you take the reserve into use.',
    })),
    ...windowErrors(input, request, policy.minimumExerciseWindowSeconds.value),
    ...locationErrors(input.locations),
  ];
}

/**
 * Whether an activation may be triggered, before anything is planned: REQUEST.INVALID with every wrong field,
 * ACTIVATION.REQUEST_NOT_ACCEPTED or ACTIVATION.OUTSIDE_PERIOD; null when it may.
 */
export function checkTrigger(
  input: Omit<TriggerInput, 'acceptShortfall'>,
  request: TriggerRequestFacts,
  policy: Pick<ActivationPolicy, 'minimumExerciseWindowSeconds'>,
  now: Instant,
): Problem | null {
  const fields = triggerFieldErrors(input, request, policy);
  if (fields.length > 0) return new Problem(INVALID_INPUT, {}, fields);
  if (!request.accepted) return new Problem(REQUEST_NOT_ACCEPTED);
  const today = dayOf(now);
  const { from, until } = request;
  return today < from || today > until ? new Problem(OUTSIDE_PERIOD, { from, until }) : null;
}

/**
 * Whether the locations picked by hand can be used: REQUEST.INVALID naming each one that does not exist,
 * ACTIVATION.LOCATION_BUSY or ACTIVATION.LOCATION_NOT_READY naming each in question; null when all can.
 */
export function checkPicked(picked: readonly PickedLocation[]): Problem | null {
  const fields = picked.flatMap((location, index) => pickedErrors(location, `locations.${index}`));
  const inState = (state: PickedLocation['state']): readonly PickedLocation[] => picked.filter((one) => one.state === state);
  const naming = (locations: readonly PickedLocation[]): { location: string } => ({
    location: locations.map(({ name }) => name).join(', '),
  });
  const idsIn = (state: PickedLocation['state']): { locationIds: string[] } => ({
    locationIds: inState(state).map(({ locationId }) => locationId),
  });
  if (inState('unknown').length > 0) return new Problem(INVALID_INPUT, {}, fields, idsIn('unknown'));
  if (inState('busy').length > 0) return new Problem(LOCATION_BUSY, naming(inState('busy')), fields, idsIn('busy'));
  if (inState('not-ready').length === 0) return null;
  return new Problem(LOCATION_NOT_READY, naming(inState('not-ready')), fields, idsIn('not-ready'));
}

/**
 * ACTIVATION.SHORTFALL_NOT_ACCEPTED with the figures when less can be planned than is asked for; null when that is accepted: whatever it is,
 * or as far as `acceptedShortfall` goes, in places.
 */
export function checkShortfall(input: Pick<TriggerInput, 'places' | 'acceptShortfall'> & { readonly acceptedShortfall?: number | undefined }, figures: ReadyFigures): Problem | null {
  const shortfall = input.places - figures.planned;
  if (shortfall <= (input.acceptedShortfall ?? 0) || input.acceptShortfall) return null;
  const extra = { requested: input.places, planned: figures.planned, shortfall, ready: figures.ready };
  const field = requireThat(false, 'acceptShortfall', 'shortfall-not-accepted', {
    nl: 'Aanvaard het tekort van {shortfall} plekken uitdrukkelijk.',
    en: 'Accept the shortfall of {shortfall} places explicitly.',
  }, { shortfall });
  return new Problem(SHORTFALL_NOT_ACCEPTED, extra, field, extra);
}

/** Seconds of the window this trigger gets. */
export const windowOf = (input: Pick<TriggerInput, 'windowSeconds'>, request: Pick<TriggerRequestFacts, 'windowSeconds'>): number =>
  input.windowSeconds ?? request.windowSeconds;

function groupErrors({ places, groups }: Pick<TriggerInput, 'places' | 'groups'>): FieldError[] {
  const counts = GROUP_KEYS.flatMap((key) => requireWhole(`groups.${key}`, groups[key], 0));
  if (counts.length > 0) return counts;
  const total = totalOf(groups);
  return requireThat(total === places, 'groups', 'does-not-add-up', {
    nl: 'De groepen tellen op tot {total}; dat moet gelijk zijn aan het gevraagde aantal plekken.',
    en: 'The groups add up to {total}; that must equal the places asked for.',
  }, { total });
}

function windowErrors(input: Omit<TriggerInput, 'acceptShortfall'>, request: TriggerRequestFacts, minimum: number): FieldError[] {
  const seconds = windowOf(input, request);
  const maximum = request.windowSeconds;
  if (!input.exercise) return requireThat(seconds === maximum, 'window', 'not-the-requests-window', REAL_WINDOW);
  const fits = Number.isSafeInteger(seconds) && seconds >= minimum && seconds <= maximum;
  const params = { minimum: formatDuration(minimum), maximum: formatDuration(maximum) };
  return requireThat(fits, 'window', 'not-an-exercise-window', EXERCISE_WINDOW, params);
}

const REAL_WINDOW = {
  nl: 'Een echte inzet heeft de inzettermijn van het reserveverzoek; laat dit veld leeg. Alleen een oefening mag korter.',
  en: 'A real activation has the window of the reserve request; leave this empty. Only an exercise may be shorter.',
};
const EXERCISE_WINDOW = {
  nl: 'Een oefening duurt ten minste {minimum} en ten hoogste {maximum}.',
  en: 'An exercise lasts at least {minimum} and at most {maximum}.',
};

function locationErrors(locations: readonly string[] | null): FieldError[] {
  if (locations === null) return [];
  return [
    ...requireThat(locations.length > 0, 'locations', 'required', {
      nl: 'Kies ten minste één reservelocatie, of laat er een voorstellen.',
      en: 'Choose at least one location, or let them be proposed.',
    }),
    ...locations.flatMap((id, index) =>
      requireThat(locations.indexOf(id) === index, `locations.${index}`, 'named-twice', {
        nl: 'Deze reservelocatie staat al in de lijst.',
        en: 'This location is in the list already.',
      }),
    ),
  ];
}

const PICKED_MESSAGES = {
  unknown: { nl: 'Deze reservelocatie bestaat niet bij dit reserveverzoek.', en: 'There is no such location for this reserve request.' },
  busy: { nl: 'Deze reservelocatie is al bezet door een andere inzet.', en: 'This location is already taken by another activation.' },
  'not-ready': { nl: 'Deze reservelocatie is nu niet inzetbaar.', en: 'This location is not ready now.' },
} as const;

const pickedErrors = ({ state }: PickedLocation, path: string): FieldError[] =>
  state === 'ready' ? [] : requireThat(false, path, `location-${state}`, PICKED_MESSAGES[state]);
