import { type FieldError, INVALID_INPUT, Problem, type ProblemType } from '../../kernel/index.js';

export const IMPORT_TOO_MANY: ProblemType = {
  code: 'IMPORT.TOO_MANY', status: 409,
  title: { nl: 'Er staan nog te veel bestanden open', en: 'Too many files are still open' },
  detail: { nl: 'Uw gemeente heeft {maximum} bestanden die nog bewaard worden. Rond ze af of verwijder ze.', en: 'Your municipality has {maximum} files that are still kept. Finish or remove them.' },
};
export const IMPORT_NOT_READY: ProblemType = {
  code: 'IMPORT.NOT_READY', status: 409,
  title: { nl: 'Dit bestand kan nu niet worden ingelezen', en: 'This file cannot be imported now' },
  detail: { nl: 'Het wordt nog gecontroleerd, is al ingelezen of is verwijderd. Hieronder staat hoe het ervoor staat.', en: 'It is still being checked, has been imported already or was removed. Below you see how it stands.' },
};
export const IMPORT_HAS_PROBLEMS: ProblemType = {
  code: 'IMPORT.HAS_PROBLEMS', status: 409,
  title: { nl: 'Niet alle rijen zijn goed', en: 'Not every row is right' },
  detail: { nl: 'Er is niets opgeslagen. Verbeter het bestand en upload het opnieuw, of kies alleen de goede rijen.', en: 'Nothing was saved. Correct the file and upload it again, or choose the good rows only.' },
};
export const IMPORT_NOTHING: ProblemType = {
  code: 'IMPORT.NOTHING_TO_WRITE', status: 409,
  title: { nl: 'Er is niets om in te lezen', en: 'There is nothing to import' },
  detail: { nl: 'Geen enkele goede rij is nieuw of anders dan wat er al staat.', en: 'Not one good row is new or different from what is there already.' },
};

const NO_FILE: FieldError = { path: 'file', code: 'required', message: { nl: 'Kies een bestand.', en: 'Choose a file.' } };
export const noFile = (): Problem => new Problem(INVALID_INPUT, {}, [NO_FILE]);
