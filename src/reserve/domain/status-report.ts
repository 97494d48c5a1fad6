import type { Cause } from './cheapest-cure.js';
import { type ShareAnswer, type SpreadFigures, spreadFigures } from './share.js';

/** What a municipality was asked and said, as far as a report needs it. */
export type ReportedShare = { readonly placesAsked: number; readonly answer: ShareAnswer; readonly placesPromised: number | null };

/** How a location stands: what it counts for, and what keeps it from counting. */
export type ReportedLocation = {
  readonly id: string;
  readonly name: string;
  readonly municipalityId: string;
  /** What it counts for; 0 when it does not. */
  readonly places: number;
  /** True when it counts, but not for long. */
  readonly expiring: boolean;
  /** True when a real activation uses it. */
  readonly inUse: boolean;
  readonly causes: readonly Cause[];
};

/** Everything that a report says something about, as of one instant. */
export type Situation = {
  /** By municipality. */
  readonly shares: ReadonlyMap<string, ReportedShare>;
  readonly locations: readonly ReportedLocation[];
};

/** What became different between two instants. */
export type ReportChange =
  | { readonly kind: 'asked'; readonly from: number; readonly to: number }
  | { readonly kind: 'answered'; readonly answer: ShareAnswer; readonly from: number; readonly to: number }
  | { readonly kind: 'location-new' | 'location-gone' | 'location-counts' | 'location-expiring' | 'location-in-use'; readonly name: string; readonly places: number }
  | { readonly kind: 'location-stopped'; readonly name: string; readonly places: number; readonly causes: readonly Cause[] }
  | { readonly kind: 'location-places'; readonly name: string; readonly from: number; readonly to: number };

export type ReportLine = {
  readonly municipalityId: string;
  readonly figures: SpreadFigures;
  readonly answer: ShareAnswer | null;
  /** The figures less those of before; null where there is nothing to compare with. */
  readonly difference: SpreadFigures | null;
  readonly changes: readonly ReportChange[];
};

const FIGURES = ['asked', 'promised', 'verified', 'expiring', 'refused'] as const satisfies readonly (keyof SpreadFigures)[];

export function figuresIn({ shares, locations }: Situation, municipalityId: string): SpreadFigures {
  const own = locations.filter((location) => location.municipalityId === municipalityId);
  const sum = (some: readonly ReportedLocation[]): number => some.reduce((total, { places }) => total + places, 0);
  return spreadFigures(shares.get(municipalityId) ?? null, { verified: sum(own), expiring: sum(own.filter(({ expiring }) => expiring)) });
}

export const differenceOf = (after: SpreadFigures, before: SpreadFigures): SpreadFigures =>
  Object.fromEntries(FIGURES.map((key) => [key, after[key] - before[key]])) as SpreadFigures;

const NOT_ASKED = { placesAsked: 0, answer: null, placesPromised: null };

function shareChanges(before: ReportedShare | undefined, after: ReportedShare | undefined): ReportChange[] {
  const was = before ?? NOT_ASKED;
  const is = after ?? NOT_ASKED;
  const promised = { from: was.placesPromised ?? 0, to: is.placesPromised ?? 0 };
  const answered = is.answer !== null && is.answer !== 'asked' && (is.answer !== was.answer || promised.from !== promised.to);
  return [
    ...(was.placesAsked === is.placesAsked ? [] : [{ kind: 'asked', from: was.placesAsked, to: is.placesAsked } as const]),
    ...(answered ? [{ kind: 'answered', answer: is.answer!, ...promised } as const] : []),
  ];
}

function locationChange(before: ReportedLocation | undefined, after: ReportedLocation | undefined): ReportChange | undefined {
  if (after === undefined) return { kind: 'location-gone', name: before!.name, places: before!.places };
  const { name, places, causes } = after;
  if (before === undefined) return { kind: 'location-new', name, places };
  if (after.inUse && !before.inUse) return { kind: 'location-in-use', name, places: before.places };
  if (places === 0 && before.places > 0) return { kind: 'location-stopped', name, places: before.places, causes };
  if (places > 0 && before.places === 0) return { kind: 'location-counts', name, places };
  if (places !== before.places) return { kind: 'location-places', name, from: before.places, to: places };
  return after.expiring && !before.expiring ? { kind: 'location-expiring', name, places } : undefined;
}

/** How many places it is about: the change that matters most comes first. */
const weight = (change: ReportChange): number => ('places' in change ? change.places : Math.abs(change.to - change.from));

/** What became different at one municipality: what was asked and said first, then its locations, the largest first. */
export function changesBetween(before: Situation, after: Situation, municipalityId: string): ReportChange[] {
  const own = ({ locations }: Situation): Map<string, ReportedLocation> => new Map(locations.filter((location) => location.municipalityId === municipalityId).map((location) => [location.id, location]));
  const were = own(before);
  const are = own(after);
  const locations = [...new Set([...were.keys(), ...are.keys()])].flatMap((id) => locationChange(were.get(id), are.get(id)) ?? []);
  return [...shareChanges(before.shares.get(municipalityId), after.shares.get(municipalityId)), ...locations.sort((a, b) => weight(b) - weight(a))];
}

/** A line for whoever was asked, has places, or changed, in the order of `municipalityIds`. */
export function reportLines(municipalityIds: readonly string[], after: Situation, before: Situation | null): ReportLine[] {
  return municipalityIds.flatMap((municipalityId) => {
    const figures = figuresIn(after, municipalityId);
    const changes = before ? changesBetween(before, after, municipalityId) : [];
    const share = after.shares.get(municipalityId);
    if (share === undefined && figures.verified === 0 && changes.length === 0) return [];
    return [{ municipalityId, figures, answer: share?.answer ?? null, difference: before && differenceOf(figures, figuresIn(before, municipalityId)), changes }];
  });
}

/** A step of the spread as the record has it. */
export type ShareStep = { readonly municipalityId: string } & ReportedShare;

/** The shares after these steps, oldest first: the last word on each municipality holds. */
export const sharesAfter = (steps: readonly ShareStep[]): Map<string, ReportedShare> =>
  new Map(steps.map(({ municipalityId, placesAsked, answer, placesPromised }) => [municipalityId, { placesAsked, answer, placesPromised }]));
