import type { ProblemType } from '../../kernel/index.js';

/** `parties` names who is not informed yet, in the language of the text; `kinds` (in `extra`) for a machine. */
export const INFORM_FIRST: ProblemType = {
  code: 'MILESTONE.INFORM_FIRST',
  status: 409,
  title: { nl: 'Eerst informeren, dan openen', en: 'Inform first, then open' },
  detail: {
    nl: 'Volgens het collegebesluit gaat deze locatie pas open als deze partijen zijn geïnformeerd: {parties}. Vraag de gemeente dat te doen en te melden, en geef de locatie daarna vrij.',
    en: 'The college decision lets this location open only after these parties were informed: {parties}. Ask the municipality to do so and report it, and release the location after that.',
  },
};

export const INFORMATION_CONFLICT: ProblemType = {
  code: 'INFORMATION.CONFLICT',
  status: 409,
  title: { nl: 'Dit is al anders gemeld', en: 'This was already reported differently' },
  detail: {
    nl: 'De eerste melding blijft staan. Laad de pagina opnieuw om die te zien; meld wat er is veranderd aan de piketdienst.',
    en: 'The first report stands. Load the page again to see it; tell the duty desk what has changed.',
  },
};

export const INFORMATION_REQUIRED: ProblemType = {
  code: 'INFORMATION.REQUIRED',
  status: 409,
  title: { nl: 'Deze partij moet worden geïnformeerd', en: 'This party has to be informed' },
  detail: {
    nl: 'Het collegebesluit zegt dat de locatie pas daarna open gaat. Informeer deze partij en meld dat hier.',
    en: 'The college decision says that the location opens only after that. Inform this party and report it here.',
  },
};
