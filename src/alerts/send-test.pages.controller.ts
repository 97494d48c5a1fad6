import { Body, Controller, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Problem, type Actor, type ProblemType } from '../kernel/index.js';
import { Allow, Contacts, contactsPath, type TestFailed } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, once, type FormBody } from '../platform/http/index.js';
import { CONTACT_WITHOUT_EMAIL, TEST_TOO_SOON, TOO_MANY_TESTS } from './contact-problems.js';
import { TestMessages } from './test-messages.js';

/** Nothing was typed that could be lost: the page of the contacts says why none was sent. */
const FAILED: readonly (readonly [ProblemType, TestFailed])[] = [[TEST_TOO_SOON, 'te-snel'], [TOO_MANY_TESTS, 'te-veel'], [CONTACT_WITHOUT_EMAIL, 'geen-mail']];

/** The button on the pages of contacts that sends a test message. */
@ApiExcludeController()
@Controller('contacten/:id/proefbericht')
export class SendTestPages {
  constructor(
    private readonly tests: TestMessages,
    private readonly contacts: Contacts,
    private readonly database: Database,
  ) {}

  @Post()
  @Allow('contact.manage')
  async send(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const { organisationId } = await this.contacts.byId(this.database, actor.scope, id);
    const key = body['idempotencyKey'];
    response.redirect(HttpStatus.SEE_OTHER, `${contactsPath(actor, organisationId)}?${await this.outcome(actor, id, typeof key === 'string' ? key : undefined)}`);
  }

  private async outcome(actor: Actor, contactId: string, key: string | undefined): Promise<string> {
    try {
      await once(this.database, idempotencyKeyOf(actor, key, { operation: 'contacts.test', input: { contactId } }), (tx) => this.tests.send(tx, actor, contactId));
      return 'gelukt=proefbericht';
    } catch (error) {
      const failed = FAILED.find(([type]) => error instanceof Problem && error.type === type);
      if (!failed) throw error;
      return `mislukt=${failed[1]}`;
    }
  }
}
