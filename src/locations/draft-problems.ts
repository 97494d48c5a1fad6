import type { ProblemType } from '../kernel/index.js';

export const DRAFT_CHANGED: ProblemType = {
  code: 'DRAFT.CHANGED', status: 412,
  title: { nl: 'Dit concept is in een ander venster gewijzigd', en: 'This draft has been changed in another window' },
  detail: {
    nl: 'Wat u hier typte staat nog in het formulier. Bewaart u het, dan wordt het een apart concept; het andere blijft zoals het is.',
    en: 'What you typed here is still in the form. If you save it, it becomes a draft of its own; the other stays as it is.',
  },
};
export const DRAFT_GONE: ProblemType = {
  code: 'DRAFT.GONE', status: 409,
  title: { nl: 'Dit concept is er niet meer', en: 'This draft is no longer there' },
  detail: {
    nl: 'Het is intussen geregistreerd of verwijderd. Kijk eerst in de lijst of de locatie er al staat; wat u hier typte staat nog in het formulier en kan een nieuw concept of een nieuwe locatie worden.',
    en: 'It has been registered or removed meanwhile. See in the list whether the location is there already; what you typed here is still in the form and can become a new draft or a new location.',
  },
};
export const DRAFTS_FULL: ProblemType = {
  code: 'DRAFT.TOO_MANY', status: 409,
  title: { nl: 'Er zijn al {most} concepten', en: 'There are {most} drafts already' },
  detail: {
    nl: 'Uw organisatie kan er niet meer bewaren. Registreer of verwijder er een; wat u hier typte staat nog in het formulier.',
    en: 'Your organisation cannot keep more. Register or remove one; what you typed here is still in the form.',
  },
};
export const DRAFT_TOO_LARGE: ProblemType = {
  code: 'DRAFT.TOO_LARGE', status: 413,
  title: { nl: 'Dit concept is te groot', en: 'This draft is too large' },
  detail: {
    nl: 'Zo veel tekst wordt niet bewaard. Maak een veld korter; wat u typte staat nog in het formulier.',
    en: 'This much text is not kept. Shorten a field; what you typed is still in the form.',
  },
};
