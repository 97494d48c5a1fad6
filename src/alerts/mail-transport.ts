import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { DELIVERY_POLICY } from '../../config/delivery.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { AnswerTokens } from './answer-tokens.js';
import { BuiltInMailbox } from './built-in-mailbox.js';
import type { Outgoing } from './delivery-claims.js';
import type { Attempt } from './delivery-outcomes.js';
import { withLinks } from './domain/content.js';
import { classifyFailure, type SendError } from './domain/send-failure.js';
import { addressOf } from './mail-address.js';

/** Seconds; shorter ones are for tests. */
export type MailLimits = { readonly connect: number; readonly greeting: number; readonly silence: number; readonly message: number };

export const MAIL_LIMITS = Symbol('mail limits');

export const DEFAULT_MAIL_LIMITS: MailLimits = {
  connect: DELIVERY_POLICY.connectTimeoutSeconds.value,
  greeting: DELIVERY_POLICY.greetingTimeoutSeconds.value,
  silence: DELIVERY_POLICY.silenceTimeoutSeconds.value,
  message: DELIVERY_POLICY.messageTimeoutSeconds.value,
};

// Well below any server's own idle limit, so that a message rarely meets a connection that is just being closed.
const IDLE_MS = 5000;
const CALENDAR_FILE = 'inzet.ics';

const openPool = (url: string, limits: MailLimits) =>
  createTransport({
    url,
    pool: true,
    maxConnections: DELIVERY_POLICY.connections.value,
    // The pool would send again by itself what it cannot know to have failed; our own tries are counted and flagged.
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    connectionTimeout: limits.connect * 1000,
    greetingTimeout: limits.greeting * 1000,
    socketTimeout: limits.silence * 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

/** Sends over SMTP: to the mail server that is set up, else to the built-in mailbox. */
@Injectable()
export class MailTransport implements OnApplicationShutdown {
  private pool: Promise<ReturnType<typeof openPool>> | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'smtpUrl' | 'mailFrom'>,
    private readonly mailbox: BuiltInMailbox,
    private readonly tokens: AnswerTokens,
    @Inject(MAIL_LIMITS) private readonly limits: MailLimits,
  ) {}

  /** One attempt. Never throws: what went wrong is part of the answer. `stop` breaks it off. */
  async send(outgoing: Outgoing, stop: AbortSignal): Promise<Attempt> {
    try {
      const pool = await this.open();
      const signal = AbortSignal.any([stop, AbortSignal.timeout(this.limits.message * 1000)]);
      const { response } = await pool.sendMail({ ...this.message(outgoing), signal });
      return { kind: 'accepted', response };
    } catch (error) {
      return { kind: 'failed', failure: classifyFailure(error as SendError), error: describe(error) };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.pool)?.close();
  }

  private open(): Promise<ReturnType<typeof openPool>> {
    if (!this.pool) {
      const url = this.settings.smtpUrl ? Promise.resolve(this.settings.smtpUrl) : this.mailbox.start();
      this.pool = url.then((address) => openPool(address, this.limits));
      this.pool.catch(() => { this.pool = undefined; });
    }
    return this.pool;
  }

  private message(outgoing: Outgoing) {
    const { subject, text, calendar } = outgoing.content[outgoing.language];
    const thread = outgoing.threadMessageId;
    return {
      from: this.settings.mailFrom,
      to: { name: outgoing.recipientName, address: outgoing.address },
      // Exactly one recipient, whatever an address looks like to a parser.
      envelope: { from: addressOf(this.settings.mailFrom), to: [outgoing.address] },
      subject,
      text: withLinks(text, (purpose) => this.tokens.linkOf(outgoing.id, purpose)),
      messageId: outgoing.messageId,
      date: outgoing.begunAt,
      // A repeat is the same bytes: what separates the parts comes from the message's own id.
      baseBoundary: outgoing.id,
      // A plain attachment: offered as an alternative to the text, mail programs would show an invitation instead of the alert.
      ...(calendar && { attachments: [{ filename: CALENDAR_FILE, content: calendar, contentType: 'text/calendar; charset=utf-8; method=PUBLISH' }] }),
      ...(thread && { inReplyTo: thread, references: thread }),
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': outgoing.language },
    };
  }
}

// nodemailer's own words and the server's; neither carries our credentials.
const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
