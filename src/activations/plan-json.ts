import { z } from 'zod';
import { fill, type Translated } from '../kernel/index.js';
import { PLAN_LOSSES, PLAN_REASONS, planLosses, type Plan, type PlanLoss, type PlanReason } from './domain/index.js';
import type { PlannedTrigger } from './plan-activation.js';

const GROUPS = z.object({ families: z.int(), singleAdults: z.int(), unaccompaniedMinors: z.int(), wheelchairUsers: z.int() });
const WHY = z.object({ code: z.string(), nl: z.string(), en: z.string() });
const LOCATION = z.object({ standbyLocationId: z.uuid(), name: z.string(), reason: WHY });
const PLAN = z.object({
  planned: z.int().describe('Places planned; with the shortfall as many as were asked for.'),
  shortfall: z.int(),
  shortfallGroups: GROUPS,
  buildings: z.int(),
  excess: z.int().describe('Verified places at the chosen locations that stay empty.'),
  leadTimeHours: z.number().describe('Hours from the call until the slowest of them is usable.'),
  distanceKm: z.number().describe('Kilometres to Ter Apel, of all together as far as known.'),
  chosen: z.array(LOCATION.extend({ places: z.int(), groups: GROUPS })),
  rejected: z.array(LOCATION),
});

export const PLAN_RESPONSE = PLAN.extend({
  requested: z.int(),
  ready: z.int().describe('All verified places that are ready and free.'),
  proven: z.boolean().describe('Whether it is proven that no set of locations is better than the proposal.'),
  runnerUp: PLAN.nullable().describe('The best of all other sets than the proposal; null when there is none.'),
  worse: z.array(WHY).describe('What is worse in locations picked by hand than in the proposal.'),
});

/** What would be deployed, why, and what else could be. */
export function planJson(planned: PlannedTrigger): z.input<typeof PLAN_RESPONSE> {
  const proposed = planned.proposed();
  return {
    ...onePlan(planned.plan), requested: planned.plan.requested, ready: planned.ready, proven: proposed.proven,
    runnerUp: proposed.runnerUp && onePlan(proposed.runnerUp), worse: planLosses(proposed, planned.plan).map(lossText),
  };
}

function onePlan({ total, shortfall, shortfallGroups, buildings, excess, leadTimeHours, distanceKm, chosen, rejected }: Plan): z.input<typeof PLAN> {
  return {
    planned: total, shortfall, shortfallGroups, buildings, excess, leadTimeHours, distanceKm,
    chosen: chosen.map(({ locationId, name, places, groups, reason }) => ({ standbyLocationId: locationId, name, places, groups, reason: reasonText(reason) })),
    rejected: rejected.map(({ locationId, name, reason }) => ({ standbyLocationId: locationId, name, reason: reasonText(reason) })),
  };
}

const reasonText = ({ code, params }: PlanReason): z.input<typeof WHY> => ({ code, ...inBoth(PLAN_REASONS[code], params) });
const lossText = ({ code, params }: PlanLoss): z.input<typeof WHY> => ({ code, ...inBoth(PLAN_LOSSES[code], params) });
const inBoth = (text: Translated, params: PlanReason['params']): { nl: string; en: string } => ({ nl: fill(text.nl, params), en: fill(text.en, params) });
