import { Injectable } from '@nestjs/common';
import { addDays, addMonths, dayOf, type Instant, type LocalDay } from '../kernel/index.js';
import { type BuildingKind, INSPECTED_CRITERIA, INSPECTION_SCHEMA, LOCATION_SCHEMA, RecordInspection, RegisterLocation } from '../locations/index.js';
import { Database } from '../platform/database/index.js';
import { actorOf, idOf, type Made } from './demo-actors.js';

type Criterion = (typeof INSPECTED_CRITERIA)[number];

type DemoLocation = {
  readonly municipality: string;
  readonly name: string;
  readonly buildingKind: BuildingKind;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly place: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly claimedPlaces: number;
  readonly sleepingAreaM2: number;
  readonly toilets: number;
  readonly showers: number;
  readonly leadTimeHours: number;
  readonly collegeDecision: boolean;
  readonly wheelchair: boolean;
  /** Findings that differ from "yes, looked at last week". */
  readonly findings?: Partial<Record<Criterion, { readonly value: 'no' | 'yes'; readonly daysAgo: number; readonly evidence: string }>>;
};

/** Fictional buildings at made-up house numbers: three are ready and hold 115 together, the other three each miss one thing. */
const LOCATIONS: readonly DemoLocation[] = [
  {
    municipality: 'assen', name: 'De Oude Gieterij', buildingKind: 'event-hall',
    street: 'Proefstraat', houseNumber: '12', postcode: '9401 ZZ', place: 'Assen', latitude: 52.996, longitude: 6.562,
    claimedPlaces: 45, sleepingAreaM2: 190, toilets: 3, showers: 1, leadTimeHours: 36, collegeDecision: true, wheelchair: true,
  },
  {
    municipality: 'emmen', name: 'Sporthal De Veenrand', buildingKind: 'sports-hall',
    street: 'Turfvaart', houseNumber: '200', postcode: '7801 ZZ', place: 'Emmen', latitude: 52.785, longitude: 6.897,
    claimedPlaces: 60, sleepingAreaM2: 260, toilets: 2, showers: 4, leadTimeHours: 24, collegeDecision: true, wheelchair: true,
  },
  {
    municipality: 'hoogeveen', name: 'Kantorenpand Bentincklaan', buildingKind: 'office',
    street: 'Voorbeeldlaan', houseNumber: '8', postcode: '7901 ZZ', place: 'Hoogeveen', latitude: 52.722, longitude: 6.476,
    claimedPlaces: 30, sleepingAreaM2: 128, toilets: 4, showers: 2, leadTimeHours: 48, collegeDecision: true, wheelchair: false,
  },
  {
    municipality: 'coevorden', name: 'Bedrijfshal Holwert', buildingKind: 'industrial-hall',
    street: 'Testweg', houseNumber: '31', postcode: '7741 ZZ', place: 'Coevorden', latitude: 52.668, longitude: 6.741,
    claimedPlaces: 50, sleepingAreaM2: 220, toilets: 3, showers: 2, leadTimeHours: 40, collegeDecision: true, wheelchair: true,
    findings: { 'fire-safety': { value: 'no', daysAgo: 9, evidence: 'Tweede uitgang geblokkeerd; vluchtplan ontbreekt' } },
  },
  {
    municipality: 'emmen', name: 'Voormalige school Het Palet', buildingKind: 'school',
    street: 'Schoolstraat', houseNumber: '3', postcode: '7811 ZZ', place: 'Emmen', latitude: 52.79, longitude: 6.9,
    claimedPlaces: 40, sleepingAreaM2: 170, toilets: 4, showers: 1, leadTimeHours: 30, collegeDecision: true, wheelchair: false,
    findings: { sanitary: { value: 'yes', daysAgo: 130, evidence: 'Geteld en werkend bevonden' } },
  },
  {
    municipality: 'assen', name: 'Gebouw C, Kazernepark', buildingKind: 'barracks',
    street: 'Kazernelaan', houseNumber: '100', postcode: '9404 ZZ', place: 'Assen', latitude: 52.981, longitude: 6.54,
    claimedPlaces: 80, sleepingAreaM2: 340, toilets: 5, showers: 4, leadTimeHours: 60, collegeDecision: false, wheelchair: true,
  },
];

const LAST_WEEK_DAYS = 6;
const day = (now: Instant, daysAgo: number): LocalDay => addDays(dayOf(now), -daysAgo);

/** Registers and inspects the demo's buildings as their municipalities would. */
@Injectable()
export class DemoLocations {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterLocation,
    private readonly inspect: RecordInspection,
  ) {}

  /** Makes those that are not there yet, with the inspections that they lack. */
  async make(made: Made): Promise<void> {
    const now = await this.database.now();
    for (const location of LOCATIONS) {
      const actor = actorOf(made, location.municipality);
      const known = await this.known(idOf(made, location.municipality), location.name);
      const locationId = known?.id ?? (await this.register.run(actor, LOCATION_SCHEMA.parse(bodyOf(location, now)))).locationId;
      for (const inspection of inspectionsOf(location, now).slice(known?.inspections ?? 0)) {
        await this.inspect.run(actor, INSPECTION_SCHEMA.parse({ ...inspection, standbyLocationId: locationId }));
      }
    }
  }

  private async known(organisationId: string, name: string): Promise<{ id: string; inspections: number } | undefined> {
    const rows = await this.database.query<{ id: string; inspections: number }>(
      `SELECT l.id, (SELECT count(*)::integer FROM inspections i WHERE i.location_id = l.id) AS inspections
         FROM standby_locations l WHERE l.organisation_id = $1 AND l.name = $2 ORDER BY l.created_at LIMIT 1`, [organisationId, name]);
    return rows[0];
  }
}

function bodyOf({ municipality, collegeDecision, wheelchair, findings: _, ...facts }: DemoLocation, now: Instant): Record<string, unknown> {
  const until = addMonths(dayOf(now), 9);
  const contact = (role: string, name: string, mailbox: string, number: string) => ({
    role, name, function: 'Beheer', telephone: number, email: `${mailbox}@${municipality}.example`, confirmedOn: day(now, LAST_WEEK_DAYS),
  });
  return {
    ...facts, floorAreaM2: facts.sleepingAreaM2 * 2, ceilingHeightM: 3.2, stayMode: 'day-and-night', wholeBuilding: 'yes', empty: 'yes', floorPlanOnFile: 'yes', alsoPromisedTo: [],
    ownerAgreement: {
      signedOn: day(now, 60), signatory: 'Eigenaar (fictief)', endsOn: until, whoPays: { reserving: 'ministerie', use: 'ministerie', damage: 'ministerie' },
    },
    ...(collegeDecision && {
      collegeDecision: {
        decidedOn: day(now, 50), reference: `B&W-${municipality}-2026-17`, maximumPersons: facts.claimedPlaces, groups: ['families', 'singleAdults', ...(wheelchair ? ['wheelchairUsers'] : [])],
        longestStayDays: 180, endsOn: until, mandatedOfficial: 'Piketambtenaar openbare orde',
      },
    }),
    owner: { kind: 'municipality' }, utilities: { hotWater: 'yes', heating: 'yes', power: 'yes', powerKva: 60, backupPower: 'no', network: 'yes' },
    catering: { kitchen: 'warming-only', mealsMayBeBroughtIn: 'yes' }, accessibility: { coach: 'yes', parkingSpaces: 20, wheelchair: wheelchair ? 'yes' : 'no' }, site: { fenced: 'no', shared: 'no' },
    permit: { basis: 'environmental-permit', endsOn: until }, fireUseNotificationOn: day(now, 45),
    suits: { families: 'yes', singleAdults: 'yes', unaccompaniedMinors: 'no', wheelchairUsers: wheelchair ? 'yes' : 'no' },
    contacts: [
      contact('authorises', 'Gemeentelijk piket', 'piket', '0592 000 100'), contact('opens', 'Sleuteldienst', 'sleutels', '0592 000 101'), contact('alternate', 'Beheerder vastgoed', 'vastgoed', '0592 000 102'),
    ],
  };
}

// One inspection per day on which something was found: a check that expired was looked at longer ago than the others.
function inspectionsOf({ findings = {} }: DemoLocation, now: Instant): { inspectedAt: string; inspector: string; findings: unknown[] }[] {
  const found = INSPECTED_CRITERIA.map((criterion) => ({ criterion, ...(findings[criterion] ?? { value: 'yes', daysAgo: LAST_WEEK_DAYS, evidence: 'Ter plaatse gezien' }) }));
  return [...new Set(found.map(({ daysAgo }) => daysAgo))].sort((a, b) => b - a).map((daysAgo) => ({
    inspectedAt: `${day(now, daysAgo)}T10:00`, inspector: 'Toezichthouder gebouwen',
    findings: found.filter((finding) => finding.daysAgo === daysAgo).map(({ criterion, value, evidence }) => ({ criterion, value, evidence })),
  }));
}
