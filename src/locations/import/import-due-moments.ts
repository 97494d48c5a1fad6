import { defineDueMoment } from '../../platform/due-moments/index.js';

/** Somebody should be at work on an import; if nobody is, it is taken up again. Subject: the import. */
export const IMPORT_RESUME = defineDueMoment('location-import.resume', 'routine', 80);
/** What was uploaded is cleared away. Subject: the import. */
export const IMPORT_CLEAR = defineDueMoment('location-import.clear', 'routine', 90);
