import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { translator } from '../web/index.js';
import { contactsPath } from './contact-paths.pages.js';
import type { BackTo } from './contact.pages.js';
import { Organisations } from './organisations.js';

/** The way back from a page about a contact to those of its organisation. */
@Injectable()
export class ContactBacklinks {
  constructor(
    private readonly organisations: Organisations,
    private readonly database: Database,
  ) {}

  async to(actor: Actor, organisationId: string): Promise<BackTo> {
    const own = actor.organisationId === organisationId;
    const name = own ? undefined : (await this.organisations.byId(this.database, actor.scope, organisationId))?.name;
    return { href: contactsPath(actor, organisationId), label: name ?? translator(actor.language)('contact.title') };
  }
}
