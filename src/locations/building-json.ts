import { z } from 'zod';
import { ANSWERS, BUILDING_KINDS, KITCHENS, OWNER_KINDS } from './domain/index.js';

const answer = z.enum(ANSWERS);
const orNull = <S extends z.ZodType>(schema: S) => schema.nullable();
const number = orNull(z.number());
const count = orNull(z.int());
const text = orNull(z.string());
const FOR_THE_PARTIES = 'Null where unknown, or where you may not see the contacts.';
const FOR_WHO_SEES_THE_ADDRESS = 'Null where there is none, or where you may not see the address.';

/** How BuildingFacts are answered. Units as in the request. */
export const BUILDING_RESPONSE = {
  buildingKind: z.enum(BUILDING_KINDS),
  owner: z.object({ kind: z.enum(OWNER_KINDS), name: text.describe(FOR_THE_PARTIES) }),
  countsForSpreidingswet: answer,
  accessibleToilets: count,
  accessibleShowers: count,
  utilities: z.object({ hotWater: answer, heating: answer, power: answer, powerKva: number, backupPower: answer, backupPowerHours: number, network: answer }),
  catering: z.object({ kitchen: z.enum(KITCHENS), mealsAtOnce: count, diningSeats: count, mealsMayBeBroughtIn: answer }),
  laundry: z.object({ onSite: answer, washers: count, dryers: count }),
  accessibility: z.object({ parkingSpaces: count, coach: answer, publicTransportM: count, wheelchair: answer }),
  site: z.object({ fenced: answer, shared: answer, sharedWith: text.describe(FOR_WHO_SEES_THE_ADDRESS), neighboursToInform: text.describe(FOR_WHO_SEES_THE_ADDRESS) }),
  costs: z.object({ reservingPerMonth: number, usePerDay: number, once: number, note: text }).describe(FOR_THE_PARTIES),
  notes: text.describe(FOR_THE_PARTIES),
};
