import type { NormSet } from '../../../config/norms.js';
import type { Translated } from '../../kernel/index.js';
import type { LocationFacts, Rooms } from './location.js';

export const CAPACITY_FACTORS = ['college-decision', 'permit', 'ceiling', 'sleeping-area', 'bedrooms', 'toilets', 'showers', 'offered'] as const;
export type CapacityFactorKey = (typeof CAPACITY_FACTORS)[number];

/** `unlimited`: this factor names no number for this location. */
export type Allowance = number | 'unlimited' | 'unknown';

export type FactorRule = {
  readonly factor: CapacityFactorKey;
  readonly label: Translated;
  readonly allows: (location: LocationFacts, norms: NormSet) => Allowance;
  /** When mandatory, unknown allows nobody; otherwise it is left out. */
  readonly mandatory: (norms: NormSet) => boolean;
  /** The norm in words, such as "1 per 20". */
  readonly figure: (location: LocationFacts, norms: NormSet) => Translated;
  readonly source: (norms: NormSet) => Translated;
};

const both = (text: string): Translated => ({ nl: text, en: text });
const dutch = (value: number): string => value.toLocaleString('nl');
const isKnown = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value);

/** Whole persons in an area; the small addition keeps 29.4 m² at 4.2 m² at seven. */
const personsIn = (areaM2: number, perPerson: number): number => Math.max(0, Math.floor(areaM2 / perPerson + 1e-9));

const wholeNumber = (value: number | null | undefined, whenNull: Allowance): Allowance =>
  isKnown(value) ? Math.max(0, Math.floor(value)) : whenNull;

/** A bedroom of unknown size holds what its norm allows at most: how much it is short of that shows in the sleeping area. */
function roomsAllow(rooms: Rooms, norms: NormSet): Allowance {
  if (rooms.use !== 'bedroom' && rooms.use !== 'sleeping-hall') return 0;
  const most = rooms.use === 'bedroom' ? norms.singleAdultsPerBedroom.value : Infinity;
  if (!isKnown(rooms.areaM2)) return rooms.use === 'bedroom' ? rooms.count * most : 'unknown';
  return rooms.count * Math.min(most, personsIn(rooms.areaM2, norms.sleepingAreaPerPerson.value));
}

function bedroomsAllow(location: LocationFacts, norms: NormSet): Allowance {
  const rooms = location.rooms ?? [];
  if (!rooms.some((room) => room.use === 'bedroom')) return 'unlimited';
  return rooms.reduce<Allowance>((sum, room) => {
    const more = roomsAllow(room, norms);
    return typeof sum === 'number' && typeof more === 'number' ? sum + more : 'unknown';
  }, 0);
}

function ceilingAllows(location: LocationFacts, norms: NormSet): Allowance {
  if (!isKnown(location.ceilingHeightM)) return 'unknown';
  return location.ceilingHeightM >= norms.minimumCeiling.value ? 'unlimited' : 0;
}

const atMost = (persons: number | null | undefined): Translated =>
  isKnown(persons) ? { nl: `ten hoogste ${persons} personen`, en: `at most ${persons} persons` } : { nl: 'geen aantal genoemd', en: 'no number named' };

/** Of factors that allow equally few, the first is named. What the municipality offers comes last: it explains least. */
export const FACTOR_RULES: readonly FactorRule[] = [
  {
    factor: 'college-decision',
    label: { nl: 'collegebesluit', en: 'college decision' },
    allows: (location) => wholeNumber(location.collegeDecision?.maximumPersons, 'unknown'),
    mandatory: (norms) => norms.collegeDecision.mandatory,
    figure: (location) => atMost(location.collegeDecision?.maximumPersons),
    source: (norms) => norms.collegeDecision.source,
  },
  {
    factor: 'permit',
    label: { nl: 'vergunning', en: 'permit' },
    allows: (location) => wholeNumber(location.permit?.maximumPersons, location.permit === null ? 'unknown' : 'unlimited'),
    mandatory: (norms) => norms.permit.mandatory,
    figure: (location) => atMost(location.permit?.maximumPersons),
    source: (norms) => norms.permit.source,
  },
  {
    factor: 'ceiling',
    label: { nl: 'plafondhoogte', en: 'ceiling height' },
    allows: ceilingAllows,
    mandatory: (norms) => norms.minimumCeiling.mandatory,
    figure: (_location, { minimumCeiling: { value } }) => ({ nl: `ten minste ${dutch(value)} m`, en: `at least ${value} m` }),
    source: (norms) => norms.minimumCeiling.source,
  },
  {
    factor: 'sleeping-area',
    label: { nl: 'slaapoppervlak', en: 'sleeping area' },
    allows: ({ sleepingAreaM2 }, norms) => (isKnown(sleepingAreaM2) ? personsIn(sleepingAreaM2, norms.sleepingAreaPerPerson.value) : 'unknown'),
    mandatory: (norms) => norms.sleepingAreaPerPerson.mandatory,
    figure: (_location, { sleepingAreaPerPerson: { value } }) => ({ nl: `${dutch(value)} m² per persoon`, en: `${value} m² per person` }),
    source: (norms) => norms.sleepingAreaPerPerson.source,
  },
  {
    factor: 'bedrooms',
    label: { nl: 'slaapkamers', en: 'bedrooms' },
    allows: bedroomsAllow,
    mandatory: (norms) => norms.singleAdultsPerBedroom.mandatory,
    figure: (_location, { singleAdultsPerBedroom: { value } }) => ({ nl: `ten hoogste ${value} per kamer`, en: `at most ${value} per room` }),
    source: (norms) => norms.singleAdultsPerBedroom.source,
  },
  {
    factor: 'toilets',
    label: { nl: 'toiletten', en: 'toilets' },
    allows: ({ toilets }, norms) => (isKnown(toilets) ? wholeNumber(toilets * norms.personsPerToilet.value, 'unknown') : 'unknown'),
    mandatory: (norms) => norms.personsPerToilet.mandatory,
    figure: (_location, norms) => both(`1 per ${norms.personsPerToilet.value}`),
    source: (norms) => norms.personsPerToilet.source,
  },
  {
    factor: 'showers',
    label: { nl: 'douches', en: 'showers' },
    allows: ({ showers }, norms) => (isKnown(showers) ? wholeNumber(showers * norms.personsPerShower.value, 'unknown') : 'unknown'),
    mandatory: (norms) => norms.personsPerShower.mandatory,
    figure: (_location, norms) => both(`1 per ${norms.personsPerShower.value}`),
    source: (norms) => norms.personsPerShower.source,
  },
  {
    factor: 'offered',
    label: { nl: 'aanbod van de gemeente', en: "the municipality's offer" },
    allows: (location) => wholeNumber(location.claimedPlaces, 'unknown'),
    mandatory: () => true,
    figure: (location) => atMost(location.claimedPlaces),
    source: () => ({ nl: 'opgave van de gemeente', en: 'as stated by the municipality' }),
  },
];
