import type { ProblemType } from '../../kernel/index.js';

export const STAY_OVERTAKEN: ProblemType = {
  code: 'STAY.OVERTAKEN',
  status: 409,
  title: { nl: 'Er wordt nu een andere nacht gevraagd', en: 'Another night is asked for now' },
  detail: {
    nl: 'De deadline is verlengd tot na de nacht waarop u antwoordt. Er is niets opgeslagen. Laad de pagina opnieuw en geef uw antwoord op de nieuwe vraag.',
    en: 'The deadline was put off beyond the night that you answer. Nothing was saved. Load the page again and answer the new question.',
  },
};
