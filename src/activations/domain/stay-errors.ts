import type { ProblemType } from '../../kernel/index.js';

export const STAY_OVERTAKEN: ProblemType = {
  code: 'STAY.OVERTAKEN',
  status: 409,
  title: { nl: 'Deze vraag over een langer verblijf geldt niet meer', en: 'This question about a longer stay no longer stands' },
  detail: {
    nl: 'De deadline is verlengd tot na de gevraagde nacht, of de toezegging is teruggenomen. Er is niets opgeslagen. Laad de pagina opnieuw: daar staat wat er nu wordt gevraagd.',
    en: 'The deadline was put off beyond the night that was asked for, or the commitment was taken back. Nothing was saved. Load the page again: it says what is asked now.',
  },
};
