import { z } from 'zod';
import type { Translated } from '../kernel/index.js';
import { fieldIssue } from '../platform/http/index.js';
import { isDutchLatitude, isDutchLongitude, NETHERLANDS, type PostcodeFault, readHouseNumber, readPostcode } from './domain/index.js';
import { shaped } from './field-schemas.js';

const POSTCODE_FAULTS: Readonly<Record<PostcodeFault, Translated>> = {
  'not-a-postcode': { nl: 'Vul een postcode in, zoals 9401 AB.', en: 'Enter a Dutch postcode, such as 9401 AB.' },
  'letters-missing': { nl: 'De twee letters ontbreken: vul de hele postcode in, zoals 9401 AB.', en: 'The two letters are missing: enter the whole postcode, such as 9401 AB.' },
  'never-issued': { nl: 'Postcodes met de letters SA, SD of SS bestaan niet. Controleer de letters.', en: 'There are no postcodes with the letters SA, SD or SS. Check the letters.' },
  'foreign-postcode': {
    nl: 'Dit lijkt een postcode van een ander land. Een reservelocatie ligt in Nederland: vier cijfers en twee letters, zoals 9401 AB.',
    en: 'This looks like the postcode of another country. A standby location lies in the Netherlands: four digits and two letters, such as 9401 AB.',
  },
};

export const postcode = z.string().transform((value, ctx) => {
  const read = readPostcode(value);
  if (read.ok) return read.value;
  fieldIssue(ctx, [], read.error, POSTCODE_FAULTS[read.error]);
  return z.NEVER;
});

export const houseNumber = z.string().transform((value, ctx) => {
  const read = readHouseNumber(value);
  if (read !== null) return read;
  fieldIssue(ctx, [], 'not-a-house-number', {
    nl: 'Vul een huisnummer in, met letter of toevoeging als die er is, zoals 12, 12a of 12-2.',
    en: 'Enter a house number, with its letter or addition where it has one, such as 12, 12a or 12-2.',
  });
  return z.NEVER;
});

export const bagId = shaped(/^\d{16}$/, 'not-a-bag-id', {
  nl: 'Een BAG-kenmerk heeft 16 cijfers, met de nullen ervoor.',
  en: 'A BAG identifier has 16 digits, leading zeros included.',
});

const within = (isDutch: (degrees: number) => boolean, what: Translated, from: number, to: number) =>
  z.number().refine(isDutch, {
    params: {
      code: 'outside-the-netherlands',
      message: {
        nl: `Dit punt ligt niet in Nederland: de ${what.nl} ligt tussen ${from} en ${to}. Zijn breedte en lengte verwisseld?`,
        en: `This point does not lie in the Netherlands: its ${what.en} is between ${from} and ${to}. Are latitude and longitude swapped?`,
      },
    },
  }).meta({ minimum: from, maximum: to });

export const latitude = within(isDutchLatitude, { nl: 'breedtegraad', en: 'latitude' }, NETHERLANDS.south, NETHERLANDS.north);
export const longitude = within(isDutchLongitude, { nl: 'lengtegraad', en: 'longitude' }, NETHERLANDS.west, NETHERLANDS.east);
