import { Problem, type ProblemType } from '../kernel/index.js';
import type { ChangedField } from './past/changed-fields.js';

export const LOCATION_BUSY: ProblemType = {
  code: 'LOCATION.BUSY', status: 409,
  title: { nl: 'Deze reservelocatie is al bezet', en: 'This standby location is already taken' },
  detail: {
    nl: 'Een lopende inzet houdt deze locatie vast. Kies een andere locatie, of wacht tot die inzet is beëindigd.',
    en: 'A running activation holds this location. Choose another location, or wait until that activation has been stood down.',
  },
};
export const LOCATION_WITHDRAWN: ProblemType = {
  code: 'LOCATION.WITHDRAWN', status: 409,
  title: { nl: 'Deze reservelocatie is ingetrokken', en: 'This standby location has been withdrawn' },
  detail: { nl: 'De gemeente biedt de locatie niet meer aan. Kies een andere.', en: 'The municipality no longer offers the location. Choose another.' },
};
export const LOCATION_NOT_YOURS: ProblemType = {
  code: 'LOCATION.NOT_YOURS', status: 403,
  title: { nl: 'Deze reservelocatie is van een andere gemeente', en: 'This standby location belongs to another municipality' },
  detail: {
    nl: 'Alleen de gemeente die de locatie aanbiedt wijzigt haar. Er is niets gewijzigd.',
    en: 'Only the municipality that offers the location changes it. Nothing was changed.',
  },
};
export const REFERENCE_TAKEN: ProblemType = {
  code: 'LOCATION.REFERENCE_TAKEN', status: 409,
  title: { nl: 'Dit kenmerk is al in gebruik', en: 'This reference is already in use' },
  detail: {
    nl: 'Een andere locatie van uw gemeente heeft kenmerk {reference}. Kies een ander kenmerk of laat het leeg.',
    en: 'Another location of your municipality has reference {reference}. Choose another reference or leave it empty.',
  },
};

/** What can be mended in a form that comes back; everything else goes on as it is. */
export function mendable(error: unknown): Problem {
  if (error instanceof Problem && [400, 409, 412, 413, 422].includes(error.type.status)) return error;
  throw error;
}

export const CHANGED_MEANWHILE: ProblemType = {
  code: 'LOCATION.CHANGED_MEANWHILE', status: 409,
  title: { nl: 'Iemand anders was u voor', en: 'Someone else was first' },
  detail: {
    nl: 'De locatie is intussen gewijzigd (versie {current}, u had {yours}). Hieronder staat waarin uw opgave verschilt van wat er nu staat. Slaat u nog eens op, dan geldt uw opgave.',
    en: 'The location has changed meanwhile (version {current}, you had {yours}). Below is where your statement differs from what stands now. Save once more, and your statement holds.',
  },
};

/** Both versions: each fact in which they differ, as it stands now (`from`) and as it was sent (`to`). */
export const changedMeanwhile = (current: number, yours: number, differences: readonly ChangedField[]): Problem =>
  new Problem(CHANGED_MEANWHILE, { current, yours }, [], { currentVersion: current, differences: differences.map(({ label, from, to }) => ({ label, current: from, yours: to })) });
