import type { TextParams, Translated } from '../../kernel/index.js';
import type { PlanFigures } from './plan-deployments.js';

/** What gets worse by another choice, in the order in which sets are compared. `{more}`: by how much. */
export const PLAN_LOSSES = {
  short: { nl: 'Plekken minder: {more}.', en: 'Fewer places: {more}.' },
  buildings: { nl: 'Locaties meer: {more}.', en: 'More locations: {more}.' },
  excess: { nl: 'Plekken meer die leeg blijven: {more}.', en: 'More places that stay empty: {more}.' },
  'lead-time': { nl: 'De laatste locatie is zoveel uur later gebruiksklaar: {more}.', en: 'The slowest location is ready so many hours later: {more}.' },
  distance: { nl: 'Kilometers verder van Ter Apel, samen: {more}.', en: 'Kilometres farther from Ter Apel, together: {more}.' },
} as const satisfies Readonly<Record<string, Translated>>;

export type PlanLossCode = keyof typeof PLAN_LOSSES;

/** Fill `PLAN_LOSSES[code]` with `params` to show it. */
export type PlanLoss = { readonly code: PlanLossCode; readonly params: TextParams };

const MEASURES: readonly (readonly [PlanLossCode, (figures: PlanFigures) => number])[] = [
  ['short', ({ shortfall }) => shortfall],
  ['buildings', ({ buildings }) => buildings],
  ['excess', ({ excess }) => excess],
  ['lead-time', ({ leadTimeHours }) => leadTimeHours],
  ['distance', ({ distanceKm }) => Math.round(distanceKm)],
];

/** What is worse in `chosen` than in `proposed`; nothing when it is as good. */
export function planLosses(proposed: PlanFigures, chosen: PlanFigures): PlanLoss[] {
  return MEASURES.flatMap(([code, measure]) => {
    const more = measure(chosen) - measure(proposed);
    return more > 0 ? [{ code, params: { more } }] : [];
  });
}
