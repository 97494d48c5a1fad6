import { ApiKeyRow } from './api-key.entity.js';
import { ContactRow } from './contact.entity.js';
import { DutyExceptionRow } from './duty-exception.entity.js';
import { DutyShiftRow } from './duty-shift.entity.js';
import { MandateRow } from './mandates/mandate.entity.js';
import { OrganisationRow } from './organisation.entity.js';
import { PersonRow } from './person.entity.js';
import { ReachabilityReportRow } from './reachability-report.entity.js';
import { SessionRow } from './session.entity.js';

export { Allow, assertMay, may, Public, type PublicOptions } from './allow.js';
export { AUTH_CROSS_SITE, AUTH_FAILED, AUTH_FORBIDDEN, AUTH_REQUIRED, AUTH_TOO_MANY } from './auth-problems.js';
export { AuthGuard, type RecognisedRequest } from './auth.guard.js';
export { ContactAddresses } from './contact-addresses.js';
export type { TestFailed } from './contact-notices.pages.js';
export { contactsPath } from './contact-paths.pages.js';
export type { ContactRow as Contact } from './contact.entity.js';
export { Contacts } from './contacts.js';
export { CONTACT_NOT_YOURS, REPORT_NOT_YOURS } from './directory-problems.js';
export { DirectoryWriter, type NewApiKey, type NewContact, type NewOrganisation, type NewPerson } from './directory-writer.js';
export { ACTIONS, isPermitted, PERMISSIONS, type Action } from './domain/permissions.js';
export { reportsOn, type Outcome } from './domain/reachability.js';
export { LiveLine } from './live-line.js';
export { Mandates, type MandateView } from './mandates/mandates.js';
export { MANDATES_PATH, RegisteredNumber } from './mandates/mandates.pages.js';
export { OrganisationsModule } from './organisations.module.js';
export { Organisations, type ContactForAlert, type Organisation, type OrganisationFilter, type Reader, type Standing } from './organisations.js';
export { PageFrame, type FrameProps } from './page-frame.js';
export { pageOf } from './page-schema.js';
export { dayCalled } from './reachability-reports.js';
export { REACHABILITY_INPUT, type ReachabilityInput } from './reachability-schemas.js';
export { ReportForm, type ReportFormProps } from './report-form.js';
export { RouteCheck } from './route-check.js';
export { TELEPHONE } from './telephone-field.js';

/** The tables of this room. */
export const ORGANISATION_ENTITIES = [OrganisationRow, PersonRow, SessionRow, ApiKeyRow, ContactRow, DutyShiftRow, DutyExceptionRow, ReachabilityReportRow, MandateRow];
