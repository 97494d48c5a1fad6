import type { ProblemType } from '../kernel/index.js';

export const TOO_MANY_ENDPOINTS: ProblemType = {
  code: 'WEBHOOK.TOO_MANY_ENDPOINTS', status: 409,
  title: { nl: 'Er zijn al genoeg koppelingen', en: 'There are enough endpoints already' },
  detail: {
    nl: 'Een organisatie heeft hooguit {maximum} koppelingen. Verwijder er eerst een die niet meer nodig is.',
    en: 'An organisation has at most {maximum} endpoints. Remove one first that is no longer needed.',
  },
};
export const ROTATION_UNDER_WAY: ProblemType = {
  code: 'WEBHOOK.ROTATION_UNDER_WAY', status: 409,
  title: { nl: 'De sleutel wordt al vernieuwd', en: 'The key is being renewed already' },
  detail: {
    nl: 'Er gelden nu twee sleutels. Trek de oude in voordat u nog een nieuwe maakt, zodat uw systeem er altijd een kent.',
    en: 'Two keys are in force now. Withdraw the old one before you make another, so that your system always knows one.',
  },
};
export const LAST_SECRET: ProblemType = {
  code: 'WEBHOOK.LAST_SECRET', status: 409,
  title: { nl: 'De nieuwste sleutel blijft', en: 'The newest key stays' },
  detail: {
    nl: 'Zonder sleutel kan er niets worden ondertekend. Maak eerst een nieuwe; trek daarna deze in.',
    en: 'Without a key nothing can be signed. Make a new one first; then withdraw this one.',
  },
};
export const ENDPOINT_OFF: ProblemType = {
  code: 'WEBHOOK.ENDPOINT_OFF', status: 409,
  title: { nl: 'Deze koppeling staat uit', en: 'This endpoint is switched off' },
  detail: {
    nl: 'Zet de koppeling eerst aan; daarna kan er iets naartoe. Er is niets verstuurd.',
    en: 'Switch the endpoint on first; then something can be sent to it. Nothing was sent.',
  },
};
export const TEST_UNDER_WAY: ProblemType = {
  code: 'WEBHOOK.TEST_UNDER_WAY', status: 409,
  title: { nl: 'Er is nog een proef onderweg', en: 'Another test is still under way' },
  detail: {
    nl: 'Wacht tot de vorige proef een uitkomst heeft; dat duurt hooguit een halve minuut.',
    en: 'Wait until the previous test has an outcome; that takes half a minute at most.',
  },
};
export const TOO_MANY_REPLAYS: ProblemType = {
  code: 'WEBHOOK.TOO_MANY_REPLAYS', status: 429,
  title: { nl: 'Er is dit uur al veel opnieuw verstuurd', en: 'Much has been sent again within this hour' },
  detail: {
    nl: 'Naar een koppeling gaat hooguit {maximum} keer per uur iets opnieuw. Er is nu niets verstuurd. Haal op wat u mist via de API, of ga over een uur verder.',
    en: 'To one endpoint something is sent again at most {maximum} times an hour. Nothing was sent now. Fetch what you are missing from the API, or go on in an hour.',
  },
};
