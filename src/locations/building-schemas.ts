import { z } from 'zod';
import { BUILDING_KINDS, KITCHENS, OWNER_KINDS } from './domain/index.js';
import { answer, line, orNull, text } from './field-schemas.js';

const unknownUnlessGiven = answer.default('unknown');
/** A count that may be nothing; null is unknown. */
const count = (maximum: number) => orNull(z.int().min(0).max(maximum));
const euros = orNull(z.number().min(0).max(100_000_000)).describe('Euros, VAT included.');

const owner = z.strictObject({ kind: z.enum(OWNER_KINDS).default('unknown'), name: orNull(line(200)) }).prefault({});

const utilities = z
  .strictObject({
    hotWater: unknownUnlessGiven,
    heating: unknownUnlessGiven,
    power: unknownUnlessGiven.describe('A working connection to the mains.'),
    powerKva: orNull(z.number().positive().max(100_000)).describe('kVA.'),
    backupPower: unknownUnlessGiven.describe('A generator or battery that takes over.'),
    backupPowerHours: orNull(z.number().min(0).max(10_000)).describe('Hours without refuelling.'),
    network: unknownUnlessGiven.describe('Internet that residents and staff can use.'),
  })
  .prefault({});

const catering = z
  .strictObject({
    kitchen: z.enum(KITCHENS).default('unknown'),
    mealsAtOnce: count(10_000),
    diningSeats: count(10_000),
    mealsMayBeBroughtIn: unknownUnlessGiven,
  })
  .prefault({});

const laundry = z.strictObject({ onSite: unknownUnlessGiven, washers: count(1000), dryers: count(1000) }).prefault({});

const accessibility = z
  .strictObject({
    parkingSpaces: count(100_000),
    coach: unknownUnlessGiven.describe('A coach can come up to the door and turn.'),
    publicTransportM: count(100_000).describe('Metres on foot to the nearest stop.'),
    wheelchair: unknownUnlessGiven.describe('Entrance, sleeping place, toilet and shower.'),
  })
  .prefault({});

const site = z
  .strictObject({
    fenced: unknownUnlessGiven,
    shared: unknownUnlessGiven.describe('Others use the building or its grounds at the same time.'),
    sharedWith: orNull(line(500)),
    neighboursToInform: orNull(text(2000)).describe('Who has to hear of it before people arrive; no names of private persons.'),
  })
  .prefault({});

const costs = z.strictObject({ reservingPerMonth: euros, usePerDay: euros, once: euros, note: orNull(text(2000)) }).prefault({});

/** The fields of a location that describe the building (BuildingFacts). What is left out is unknown. */
export const BUILDING_FIELDS = {
  buildingKind: z.enum(BUILDING_KINDS).default('unknown'),
  owner,
  countsForSpreidingswet: unknownUnlessGiven.describe('Whether these places also count under the Spreidingswet.'),
  accessibleToilets: count(1000).describe('Of the toilets, those for a wheelchair.'),
  accessibleShowers: count(1000).describe('Of the showers, those for a wheelchair.'),
  utilities,
  catering,
  laundry,
  accessibility,
  site,
  costs,
  notes: orNull(text(4000)),
};
