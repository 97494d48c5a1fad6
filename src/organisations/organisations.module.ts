import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, MetadataScanner } from '@nestjs/core';
import { ERROR_PAGE } from '../platform/http/index.js';
import { AuthGuard } from './auth.guard.js';
import { Callers } from './callers.js';
import { Contacts } from './contacts.js';
import { ContactsController } from './contacts.controller.js';
import { DirectoryWriter } from './directory-writer.js';
import { errorPage } from './error-page.js';
import { LiveLine } from './live-line.js';
import { Organisations } from './organisations.js';
import { OrganisationsController } from './organisations.controller.js';
import { PageFrame } from './page-frame.js';
import { RouteCheck } from './route-check.js';
import { SignIn } from './sign-in.js';
import { SignInPages } from './sign-in.pages.js';

/** Who is who, who signs in, and who may do what. Global: every room above asks it. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [OrganisationsController, ContactsController, SignInPages],
  providers: [
    Organisations, Contacts, DirectoryWriter, Callers, SignIn, LiveLine, PageFrame, RouteCheck, MetadataScanner,
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: ERROR_PAGE, useFactory: errorPage, inject: [PageFrame] },
  ],
  exports: [Organisations, DirectoryWriter, LiveLine, PageFrame, ERROR_PAGE],
})
export class OrganisationsModule {}
