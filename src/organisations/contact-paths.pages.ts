import { PATHS } from '../web/index.js';

/** The page of an organisation's contacts: one's own has the short address. */
export const contactsPath = (reader: { readonly organisationId: string | null }, organisationId: string): string =>
  reader.organisationId === organisationId ? PATHS.contacts : `${PATHS.contacts}/organisaties/${organisationId}`;

export const contactPath = (id: string): string => `${PATHS.contacts}/${id}`;
