import { Problem, type ProblemType } from '../../kernel/index.js';

export const STALE_VERSION: ProblemType = {
  code: 'REQUEST.STALE_VERSION', status: 412,
  title: { nl: 'Iemand anders was u voor', en: 'Someone else was first' },
  detail: {
    nl: 'Dit is intussen gewijzigd (versie {current}, u had {yours}). Bekijk de huidige stand en doe uw wijziging opnieuw als die nog nodig is.',
    en: 'This has changed meanwhile (version {current}, you had {yours}). Look at the current state and make your change again if it is still needed.',
  },
};
export const VERSION_REQUIRED: ProblemType = {
  code: 'REQUEST.VERSION_REQUIRED', status: 428,
  title: { nl: 'De versie ontbreekt', en: 'The version is missing' },
  detail: {
    nl: 'Stuur If-Match mee met de ETag die u bij het lezen kreeg, zodat niemands wijziging wordt overschreven.',
    en: 'Send If-Match with the ETag you got when reading, so that nobody’s change is overwritten.',
  },
};

export const etagOf = (version: number): string => `"${version}"`;

/** The version in an If-Match header. Throws REQUEST.VERSION_REQUIRED (428) when it is absent or unreadable. */
export function versionFrom(ifMatch: string | undefined): number {
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch ?? '');
  if (!match) throw new Problem(VERSION_REQUIRED);
  return Number(match[1]);
}

/** Throws REQUEST.STALE_VERSION (412) when what was read is no longer what is. */
export function assertVersion(current: number, yours: number): void {
  if (current !== yours) throw new Problem(STALE_VERSION, { current, yours }, [], { currentVersion: current });
}
