import type { YesNoUnknown } from './location.js';

// What a shelter survey asks about a building, at the level of the FEMA National Shelter System and the American Red
// Cross shelter facility survey. Readiness does not rest on any of it; who plans, opens and runs the place does.

export const BUILDING_KINDS = [
  'sports-hall', 'school', 'office', 'community-centre', 'event-hall', 'church', 'barracks', 'hotel', 'holiday-park', 'care-home', 'industrial-hall', 'ship', 'dwelling', 'other', 'unknown',
] as const;
export type BuildingKind = (typeof BUILDING_KINDS)[number];

export const OWNER_KINDS = ['municipality', 'national-government', 'other-government', 'housing-association', 'foundation', 'company', 'private-person', 'unknown'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/** `full`: one can cook there for everybody; `warming-only`: meals can be kept and warmed. */
export const KITCHENS = ['full', 'warming-only', 'none', 'unknown'] as const;
export type Kitchen = (typeof KITCHENS)[number];

export type Owner = {
  readonly kind: OwnerKind;
  /** May be a person's: it stands outside the chained record and is shown to who may see the contacts. */
  readonly name: string | null;
};

export type Utilities = {
  readonly hotWater: YesNoUnknown;
  readonly heating: YesNoUnknown;
  /** A working connection to the mains. */
  readonly power: YesNoUnknown;
  /** Capacity of that connection, in kVA. */
  readonly powerKva: number | null;
  /** A generator or battery that takes over when the mains fail. */
  readonly backupPower: YesNoUnknown;
  /** Hours that it lasts without being refuelled. */
  readonly backupPowerHours: number | null;
  /** Internet that residents and staff can use. */
  readonly network: YesNoUnknown;
};

export type Catering = {
  readonly kitchen: Kitchen;
  /** Meals that can be served at one time. */
  readonly mealsAtOnce: number | null;
  /** Persons that can sit down to eat at one time. */
  readonly diningSeats: number | null;
  /** Whether a caterer may bring meals in. */
  readonly mealsMayBeBroughtIn: YesNoUnknown;
};

export type Laundry = { readonly onSite: YesNoUnknown; readonly washers: number | null; readonly dryers: number | null };

export type Accessibility = {
  readonly parkingSpaces: number | null;
  /** Whether a coach can come up to the door and turn. */
  readonly coach: YesNoUnknown;
  /** Metres on foot to the nearest stop of public transport. */
  readonly publicTransportM: number | null;
  /** Entrance, sleeping place, toilet and shower can be used in a wheelchair. */
  readonly wheelchair: YesNoUnknown;
};

export type Site = {
  readonly fenced: YesNoUnknown;
  /** Others use the building or its grounds at the same time. */
  readonly shared: YesNoUnknown;
  readonly sharedWith: string | null;
  /** Who lives or works next to it and has to hear of it before people arrive; null when that was not looked into. */
  readonly neighboursToInform: string | null;
};

/** In euros, as agreed or estimated, VAT included. */
export type Costs = {
  readonly reservingPerMonth: number | null;
  readonly usePerDay: number | null;
  /** What has to be spent once before people can come in. */
  readonly once: number | null;
  readonly note: string | null;
};

/** What is known of the building besides what readiness and verified capacity are worked out from. */
export type BuildingFacts = {
  readonly buildingKind: BuildingKind;
  readonly owner: Owner;
  /** Whether these places also count towards the municipality's task under the Spreidingswet. */
  readonly countsForSpreidingswet: YesNoUnknown;
  /** Of the toilets, those that can be used in a wheelchair. */
  readonly accessibleToilets: number | null;
  /** Of the showers, those that can be used in a wheelchair. */
  readonly accessibleShowers: number | null;
  readonly utilities: Utilities;
  readonly catering: Catering;
  readonly laundry: Laundry;
  readonly accessibility: Accessibility;
  readonly site: Site;
  readonly costs: Costs;
  readonly notes: string | null;
};

/** A building of which nothing is known yet. */
export const UNKNOWN_BUILDING: BuildingFacts = {
  buildingKind: 'unknown',
  owner: { kind: 'unknown', name: null },
  countsForSpreidingswet: 'unknown',
  accessibleToilets: null,
  accessibleShowers: null,
  utilities: { hotWater: 'unknown', heating: 'unknown', power: 'unknown', powerKva: null, backupPower: 'unknown', backupPowerHours: null, network: 'unknown' },
  catering: { kitchen: 'unknown', mealsAtOnce: null, diningSeats: null, mealsMayBeBroughtIn: 'unknown' },
  laundry: { onSite: 'unknown', washers: null, dryers: null },
  accessibility: { parkingSpaces: null, coach: 'unknown', publicTransportM: null, wheelchair: 'unknown' },
  site: { fenced: 'unknown', shared: 'unknown', sharedWith: null, neighboursToInform: null },
  costs: { reservingPerMonth: null, usePerDay: null, once: null, note: null },
  notes: null,
};
