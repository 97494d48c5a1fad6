import type { ProblemType } from '../../kernel/index.js';

export const INSPECTION_DRAFT_GONE: ProblemType = {
  code: 'INSPECTION.DRAFT_GONE', status: 409,
  title: { nl: 'Deze schouw is al afgerond of weggegooid', en: 'This inspection has been finished or thrown away already' },
  detail: {
    nl: 'Dat gebeurde in een ander venster. Wat u hier typte is niet bewaard. Kijk bij de locatie of de schouw er staat; zo niet, begin dan opnieuw.',
    en: 'That happened in another window. What you typed here was not kept. See at the location whether the inspection is there; if not, start again.',
  },
};
