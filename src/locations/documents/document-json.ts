import type { DocumentOnFile } from './location-documents.js';

/** A document as the API gives it; its content has an address of its own. */
export const documentJson = ({ locationId, ...document }: DocumentOnFile): Record<string, unknown> => ({ ...document, standbyLocationId: locationId });
