import { addDays, dayOf, type LocalDay } from '../../src/kernel/index.js';

const CRITERIA = ['fire-safety', 'water-legionella', 'power-heating', 'sanitary', 'access'];
const ROLES = ['authorises', 'opens', 'alternate'] as const;

/** A day this many days from today. */
export const day = (days: number): LocalDay => addDays(dayOf(new Date()), days);

/** A building for 84 of the 100 persons offered, as the API takes it: once it has been inspected it is ready. */
export const readyBody = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  name: 'Sporthal De Fictie', street: 'Verzonnen weg', houseNumber: '1', postcode: '9401ab', place: 'Assen', latitude: 52.99, longitude: 6.56, claimedPlaces: 100,
  stayMode: 'day-and-night', wholeBuilding: 'yes', empty: 'yes', floorAreaM2: 600, sleepingAreaM2: 336, ceilingHeightM: 5, toilets: 5, showers: 2, leadTimeHours: 48,
  ownerAgreement: { signedOn: day(-60), signatory: 'directeur', endsOn: day(300), whoPays: { reserving: 'COA', use: 'COA', damage: 'COA' } },
  collegeDecision: {
    decidedOn: day(-50), reference: 'B-2026-17', maximumPersons: 100, groups: ['families', 'singleAdults'], longestStayDays: 28, endsOn: day(300), mandatedOfficial: 'gemeentesecretaris',
  },
  permit: { basis: 'environmental-permit', endsOn: day(300) }, fireUseNotificationOn: day(-45), alsoPromisedTo: [], floorPlanOnFile: 'yes',
  suits: { families: 'yes', singleAdults: 'yes' },
  contacts: ROLES.map((role) => ({ role, name: `Sam ${role}`, function: 'piket', telephone: '0592 000 100', email: `${role}@assen.example`, confirmedOn: day(-1) })),
  ...changes,
});

/** An inspection of an hour ago in which everything was in order. */
export const goodInspection = (standbyLocationId: string): Record<string, unknown> => ({
  standbyLocationId, inspectedAt: new Date(Date.now() - 3_600_000).toISOString(), inspector: 'Kim Schouw, toezichthouder',
  findings: CRITERIA.map((criterion) => ({ criterion, value: 'yes', evidence: 'ter plaatse gezien' })),
});
