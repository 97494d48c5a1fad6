import { Inject, Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { isId, NOT_FOUND, Problem, type Scope } from '../kernel/index.js';
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

  /** Messages of the alerts to one's own organisation, newest first: an answer link answers for whoever it was sent to. Throws REQUEST.NOT_FOUND when mail goes to a mail server. */
  async page(scope: Scope, query: { page: number; pageSize: number }): Promise<Page<MailboxMessage>> {
    this.assertBuiltIn();
    const [items, total] = await this.own(scope).orderBy('m.received_at', 'DESC').addOrderBy('m.id', 'DESC').offset(offsetOf(query)).limit(query.pageSize).getManyAndCount();
    return { items, total, page: query.page, pageSize: query.pageSize };
  }

  /** One message to one's own organisation. Throws REQUEST.NOT_FOUND. */
  async message(scope: Scope, id: string): Promise<MailboxMessage> {
    this.assertBuiltIn();
    const message = isId(id) ? await this.own(scope).andWhere('m.id = :id', { id }).getOne() : null;
    if (!message) throw new Problem(NOT_FOUND);
    return message;
  }

  private own(scope: Scope): SelectQueryBuilder<MailboxMessage> {
    const organisationId = scope.kind === 'system' ? null : scope.organisationId;
    return this.database.manager.createQueryBuilder(MailboxMessage, 'm').where(
      'EXISTS (SELECT 1 FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.message_id = m.message_id AND a.organisation_id = :organisationId)', { organisationId });
  }

  private assertBuiltIn(): void {
    if (this.settings.smtpUrl !== undefined) throw new Problem(NOT_FOUND);
  }
}
