import type { ProblemType } from '../../kernel/index.js';

export const DEFECT_NOT_OPEN: ProblemType = {
  code: 'DEFECT.NOT_OPEN', status: 409,
  title: { nl: 'Dit gebrek is al afgehandeld', en: 'This defect has been dealt with already' },
  detail: {
    nl: 'Iemand anders heeft het opgelost of ingetrokken. Er is niets gewijzigd. Is het er weer, meld dan een nieuw gebrek.',
    en: 'Somebody else solved or withdrew it. Nothing was changed. If it is there again, report a new defect.',
  },
};
export const DEFECT_NOT_YOURS: ProblemType = {
  code: 'DEFECT.NOT_YOURS', status: 403,
  title: { nl: 'Dit gebrek is niet van uw organisatie', en: 'This defect is not your organisation’s' },
  detail: {
    nl: 'De gemeente meldt gebreken van haar locaties, en de piketdienst; oplossen doet wie het gebrek heeft of de gemeente; intrekken de gemeente of wie het meldde. Er is niets gewijzigd.',
    en: 'The municipality reports defects of its locations, and so does the duty desk; whoever owes it or the municipality solves it; the municipality or whoever reported it withdraws it. Nothing was changed.',
  },
};
