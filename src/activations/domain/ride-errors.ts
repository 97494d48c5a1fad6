import type { ProblemType } from '../../kernel/index.js';

export const RIDE_CLOSED: ProblemType = {
  code: 'RIDE.CLOSED',
  status: 409,
  title: { nl: 'Deze rit is al afgesloten', en: 'This ride is already closed' },
  detail: {
    nl: 'De rit is aangekomen of geannuleerd. Er is niets veranderd. Zijn er toch mensen, meld dan een nieuwe rit of hoeveel personen er nu aanwezig zijn.',
    en: 'The ride has arrived or was cancelled. Nothing has changed. If there are people after all, report a new ride or how many persons are present now.',
  },
};
