import type { Translated } from '../src/kernel/index.js';

/** One figure of a norm set. When a mandatory factor is unknown the location holds nobody; an optional one is then left out. */
export type Norm = { readonly value: number; readonly mandatory: boolean; readonly source: Translated };
/** A factor whose figure is in the location's own papers. */
export type NormFromPaper = { readonly mandatory: boolean; readonly source: Translated };

export type NormSet = {
  readonly id: string;
  readonly name: Translated;
  readonly collegeDecision: NormFromPaper;
  readonly permit: NormFromPaper;
  /** Square metres of sleeping area for each person. */
  readonly sleepingAreaPerPerson: Norm;
  /** Metres; where people sleep. */
  readonly minimumCeiling: Norm;
  /** Persons at most in one bedroom, where there are bedrooms: of single adults, and of unaccompanied minors apart from adults. */
  readonly singleAdultsPerBedroom: Norm;
  readonly unaccompaniedMinorsPerBedroom: Norm;
  readonly familiesPerBedroom: Norm;
  readonly personsPerToilet: Norm;
  readonly personsPerShower: Norm;
};

const euaa = (indicator: string): Translated => ({
  nl: `EUAA, richtsnoer opvangvoorzieningen, indicator ${indicator}`,
  en: `EUAA, guidance on reception conditions, indicator ${indicator}`,
});
const SPHERE: Translated = { nl: 'Sphere Handbook 2018', en: 'Sphere Handbook 2018' };

const DEFAULT: NormSet = {
  id: 'euaa-sphere',
  name: { nl: 'EUAA en Sphere', en: 'EUAA and Sphere' },
  collegeDecision: { mandatory: true, source: { nl: 'het collegebesluit', en: 'the college decision' } },
  // That there is a permit at all is a matter of readiness; many name no number.
  permit: { mandatory: false, source: { nl: 'de vergunning of gedoogbeslissing', en: 'the permit or toleration decision' } },
  sleepingAreaPerPerson: {
    value: 4,
    mandatory: true,
    source: { nl: `${euaa('5.1').nl}; Sphere Handbook 2018`, en: `${euaa('5.1').en}; Sphere Handbook 2018` },
  },
  // Optional is our own default: hardly a hall is lower, and few registers have the height.
  minimumCeiling: { value: 2.1, mandatory: false, source: euaa('5.2') },
  singleAdultsPerBedroom: { value: 6, mandatory: false, source: euaa('6.1') },
  unaccompaniedMinorsPerBedroom: {
    value: 4,
    mandatory: false,
    source: {
      nl: 'EUAA, richtsnoer opvang van alleenstaande minderjarigen',
      en: 'EUAA, guidance on reception conditions for unaccompanied children',
    },
  },
  familiesPerBedroom: { value: 1, mandatory: false, source: euaa('2.4') },
  personsPerToilet: { value: 20, mandatory: true, source: SPHERE },
  personsPerShower: { value: 50, mandatory: true, source: SPHERE },
};

const MINIMUM: NormSet = {
  ...DEFAULT,
  id: 'euaa-sphere-minimum',
  name: { nl: 'EUAA en Sphere, absoluut minimum', en: 'EUAA and Sphere, absolute minimum' },
  sleepingAreaPerPerson: {
    value: 3.5,
    mandatory: true,
    source: { nl: 'Sphere Handbook 2018, absoluut minimum', en: 'Sphere Handbook 2018, absolute minimum' },
  },
};

/** The norm sets a reserve request can choose from, by id. */
export const NORM_SETS: Readonly<Record<string, NormSet>> = { [DEFAULT.id]: DEFAULT, [MINIMUM.id]: MINIMUM };
export const DEFAULT_NORM_SET_ID = DEFAULT.id;
