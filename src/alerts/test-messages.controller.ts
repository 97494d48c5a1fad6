import { Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow, AUTH_FORBIDDEN, AUTH_REQUIRED, CONTACT_NOT_YOURS } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, once, Operation } from '../platform/http/index.js';
import { CONTACT_WITHOUT_EMAIL, TEST_TOO_SOON, TOO_MANY_TESTS } from './contact-problems.js';
import { DELIVERY_STATES } from './delivery.entity.js';
import { TestMessages, type TestMessage } from './test-messages.js';

const TEST_MESSAGE = z.object({
  id: z.uuid(),
  address: z.string().describe('To which it was sent.'),
  sentAt: z.iso.datetime(),
  state: z.enum(DELIVERY_STATES).describe('`given-up`: a mail server will not have it.'),
  lastError: z.string().nullable(),
  expiresAt: z.iso.datetime().describe('Until when it can be confirmed.'),
  confirmedAt: z.iso.datetime().nullable().describe('When somebody who reads mail there confirmed it.'),
});
const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN, NOT_FOUND];

@ApiTags('contacts')
@Controller('api/v1/contacts/:contactId/test-messages')
export class TestMessagesController {
  constructor(
    private readonly tests: TestMessages,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('contact.read')
  @Operation({ summary: 'The newest test messages to a contact, with what became of them', response: z.object({ items: z.array(TEST_MESSAGE) }), problems: ALWAYS })
  async list(@CurrentActor() actor: Actor, @Param('contactId') contactId: string): Promise<{ items: TestMessage[] }> {
    return { items: await this.tests.ofContact(this.database, actor.scope, contactId) };
  }

  @Post()
  @HttpCode(201)
  @Allow('contact.manage')
  @Operation({
    summary: 'Send a test message', status: 201, response: TEST_MESSAGE, idempotent: true,
    description: 'It holds a link by which its reader confirms that it arrived; then the contact’s e-mail address is verified. Takes no body.',
    problems: [...ALWAYS, CONTACT_NOT_YOURS, CONTACT_WITHOUT_EMAIL, TEST_TOO_SOON, TOO_MANY_TESTS, KEY_REUSED],
  })
  async send(@CurrentActor() actor: Actor, @Param('contactId') contactId: string, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response): Promise<TestMessage | undefined> {
    const asked = idempotencyKeyOf(actor, key, { operation: 'contacts.test', input: { contactId } });
    const { result: id } = await once(this.database, asked, (tx) => this.tests.send(tx, actor, contactId));
    response.setHeader('Location', `/api/v1/contacts/${contactId}/test-messages`);
    return (await this.tests.ofContact(this.database, actor.scope, contactId)).find((message) => message.id === id);
  }
}
