import { z } from 'zod';
import { telephoneFrom, type TelephoneFault, type Translated } from '../kernel/index.js';
import { fieldIssue } from '../platform/http/index.js';

const LONGEST_WRITING = 60;

const FAULTS: Readonly<Record<TelephoneFault, { readonly code: string; readonly message: Translated }>> = {
  'not-a-number': {
    code: 'not-a-telephone-number',
    message: { nl: 'Vul een telefoonnummer in, zoals 0592 000 100 of +31 592 000 100.', en: 'Enter a telephone number, such as 0592 000 100 or +31 592 000 100.' },
  },
  'too-short': {
    code: 'number-too-short',
    message: { nl: 'Dit nummer is te kort. Een Nederlands nummer heeft tien cijfers, met het netnummer.', en: 'This number is too short. A Dutch number has ten digits, area code included.' },
  },
  'too-long': {
    code: 'number-too-long',
    message: { nl: 'Dit nummer is te lang. Een Nederlands nummer heeft tien cijfers, met het netnummer.', en: 'This number is too long. A Dutch number has ten digits, area code included.' },
  },
  special: {
    code: 'special-number',
    message: {
      nl: 'Een verkort nummer, zoals 112 of 14 0592, is niet het nummer van een contact. Vul het eigen nummer van de piketdienst of de persoon in.',
      en: 'A short number, such as 112 or 14 0592, is not the number of a contact. Enter the duty desk’s or the person’s own number.',
    },
  },
  premium: {
    code: 'premium-number',
    message: {
      nl: 'Een betaald nummer (0900, 0906, 0909) bereikt een keuzemenu, geen mens. Vul een nummer in dat rechtstreeks overgaat.',
      en: 'A premium number (0900, 0906, 0909) reaches a menu, not a human. Enter a number that rings directly.',
    },
  },
  extension: {
    code: 'number-with-extension',
    message: { nl: 'Vul een nummer in dat rechtstreeks overgaat, zonder toestelnummer.', en: 'Enter a number that rings directly, without an extension.' },
  },
};

/** A telephone number in any usual writing, Dutch unless it says its country; checked input holds it in E.164. */
export const TELEPHONE = z
  .string()
  .max(LONGEST_WRITING)
  .transform((text, ctx) => {
    const read = telephoneFrom(text);
    if (read.ok) return read.value;
    const { code, message } = FAULTS[read.error];
    fieldIssue(ctx, [], code, message);
    return z.NEVER;
  })
  .describe('In any usual writing; Dutch without a country code. Given back in E.164.');
