import { ApiKeyRow } from './api-key.entity.js';
import { ContactRow } from './contact.entity.js';
import { OrganisationRow } from './organisation.entity.js';
import { PersonRow } from './person.entity.js';
import { SessionRow } from './session.entity.js';

export { Allow, assertMay, may, Public, type PublicOptions } from './allow.js';
export { AUTH_CROSS_SITE, AUTH_FAILED, AUTH_FORBIDDEN, AUTH_REQUIRED, AUTH_TOO_MANY } from './auth-problems.js';
export { AuthGuard, type RecognisedRequest } from './auth.guard.js';
export { DirectoryWriter, type NewApiKey, type NewContact, type NewOrganisation, type NewPerson } from './directory-writer.js';
export { ACTIONS, isPermitted, PERMISSIONS, type Action } from './domain/permissions.js';
export { LiveLine } from './live-line.js';
export { OrganisationsModule } from './organisations.module.js';
export { Organisations, type ContactForAlert, type Organisation, type OrganisationFilter, type Reader } from './organisations.js';
export { PageFrame, type FrameProps } from './page-frame.js';
export { pageOf } from './page-schema.js';
export { RouteCheck } from './route-check.js';

/** The tables of this room. */
export const ORGANISATION_ENTITIES = [OrganisationRow, PersonRow, SessionRow, ApiKeyRow, ContactRow];
