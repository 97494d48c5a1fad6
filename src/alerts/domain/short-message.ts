import type { Language } from '../../kernel/index.js';

/** The most that fits one SMS of the GSM 03.38 alphabet. */
export const LONGEST_SMS = 160;

const TEXT: Readonly<Record<Language, { readonly see: string; readonly call: string }>> = {
  nl: { see: 'Inzet reserveplekken: bevestig ontvangst, zie mail', call: ' of bel ' },
  en: { see: 'Activation of reserve places: confirm receipt, see mail', call: ' or call ' },
};

/** What an SMS or a voice call says: never a name or an address. `deskNumber`: whom to call (E.164); null when nobody is known. */
export const shortText = (language: Language, deskNumber: string | null): string => {
  const { see, call } = TEXT[language];
  return deskNumber === null ? see : `${see}${call}${deskNumber}`;
};

const DUTCH = '+31';
const DUTCH_MOBILE = '+316';

/** False for a Dutch number that is not mobile: no SMS arrives there. Of other countries we cannot tell. */
export const takesSms = (telephone: string): boolean => !telephone.startsWith(DUTCH) || telephone.startsWith(DUTCH_MOBILE);
