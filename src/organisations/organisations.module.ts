import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, MetadataScanner } from '@nestjs/core';
import { ERROR_PAGE } from '../platform/http/index.js';
import { AuthGuard } from './auth.guard.js';
import { Callers } from './callers.js';
import { ContactAddresses } from './contact-addresses.js';
import { ContactBacklinks } from './contact-backlinks.pages.js';
import { ContactFormsController } from './contact-forms.controller.js';
import { Contacts } from './contacts.js';
import { ContactsController } from './contacts.controller.js';
import { DirectoryWriter } from './directory-writer.js';
import { ContactOverviews } from './contact-overview.js';
import { ContactPages } from './contact-pages.controller.js';
import { DutyPages } from './duty-pages.controller.js';
import { DutyNumbers } from './duty-numbers.js';
import { DutyNumbersController } from './duty-numbers.controller.js';
import { DutyExceptions } from './duty-exceptions.js';
import { DutyExceptionsController } from './duty-exceptions.controller.js';
import { DutyShifts } from './duty-shifts.js';
import { DutyShiftsController } from './duty-shifts.controller.js';
import { errorPage } from './error-page.js';
import { LiveLine } from './live-line.js';
import { MandatePages } from './mandates/mandate-pages.controller.js';
import { Mandates } from './mandates/mandates.js';
import { MandatesController } from './mandates/mandates.controller.js';
import { Organisations } from './organisations.js';
import { OrganisationsController } from './organisations.controller.js';
import { PageFrame } from './page-frame.js';
import { ReachabilityReports } from './reachability-reports.js';
import { ReachabilityReportsController } from './reachability-reports.controller.js';
import { RouteCheck } from './route-check.js';
import { SignIn } from './sign-in.js';
import { SignInPages } from './sign-in.pages.js';

/** Who is who, who signs in, and who may do what. Global: every room above asks it. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [OrganisationsController, ContactsController, DutyShiftsController, DutyExceptionsController, DutyNumbersController, ReachabilityReportsController, SignInPages, MandatesController,
    // `nieuw` and `mandaten` are no contact's id: those pages come first.
    ContactFormsController, MandatePages, DutyPages, ContactPages,
  ],
  providers: [
    Organisations, Contacts, Mandates, ContactAddresses, DutyShifts, DutyExceptions, DutyNumbers, ContactOverviews, ContactBacklinks, ReachabilityReports, DirectoryWriter, Callers, SignIn, LiveLine, PageFrame, RouteCheck, MetadataScanner,
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: ERROR_PAGE, useFactory: errorPage, inject: [PageFrame] },
  ],
  exports: [Organisations, Contacts, Mandates, ContactAddresses, DirectoryWriter, LiveLine, PageFrame, ERROR_PAGE],
})
export class OrganisationsModule {}
