import { Inject, Injectable } from '@nestjs/common';
import { isId, NOT_FOUND, Problem } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { Database } from '../platform/database/index.js';
import { offsetOf, type Page } from '../platform/http/index.js';
import { MailboxMessage } from './mailbox-message.entity.js';

/** What the built-in mailbox received. With a mail server there is no such mailbox, so nothing is found. */
@Injectable()
export class Mailbox {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'smtpUrl'>,
    private readonly database: Database,
  ) {}

  /** Messages, newest first. Throws REQUEST.NOT_FOUND when mail goes to a mail server. */
  async page(query: { page: number; pageSize: number }): Promise<Page<MailboxMessage>> {
    this.assertBuiltIn();
    const [items, total] = await this.database.manager.findAndCount(MailboxMessage, {
      order: { receivedAt: 'DESC', id: 'DESC' }, skip: offsetOf(query), take: query.pageSize,
    });
    return { items, total, page: query.page, pageSize: query.pageSize };
  }

  /** One message. Throws REQUEST.NOT_FOUND. */
  async message(id: string): Promise<MailboxMessage> {
    this.assertBuiltIn();
    const message = isId(id) ? await this.database.manager.findOneBy(MailboxMessage, { id }) : null;
    if (!message) throw new Problem(NOT_FOUND);
    return message;
  }

  private assertBuiltIn(): void {
    if (this.settings.smtpUrl !== undefined) throw new Problem(NOT_FOUND);
  }
}
