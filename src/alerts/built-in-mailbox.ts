import { once } from 'node:events';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { newId } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';

// Our own messages are a few kilobytes.
const MAX_BYTES = 1_000_000;

/**
 * A mail server inside the process that keeps what it gets in the database, so that everything works without a mail
 * server and mail still takes the way over SMTP. Listens on a loopback port of its own.
 */
@Injectable()
export class BuiltInMailbox implements OnApplicationShutdown {
  private readonly log = new Logger('Mailbox');
  private server: SMTPServer | undefined;

  constructor(private readonly database: Database) {}

  /** Starts it when it is not running yet; gives its SMTP address. */
  async start(): Promise<string> {
    this.server ??= await this.listen();
    const address = this.server.server.address();
    if (address === null || typeof address === 'string') throw new Error('The built-in mailbox has no port.');
    return `smtp://127.0.0.1:${address.port}?ignoreTLS=true`;
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.server) return;
    const closed = once(this.server.server, 'close');
    this.server.close();
    this.server = undefined;
    await closed;
  }

  private async listen(): Promise<SMTPServer> {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, size: MAX_BYTES, closeTimeout: 500, logger: false,
      onData: (stream, session, done) => {
        this.store(stream, session).then(() => done(), (error: unknown) => {
          this.log.warn(`Message not stored; it is sent again. ${String(error)}`);
          done(Object.assign(new Error('not stored'), { responseCode: 451 }));
        });
      },
    });
    server.on('error', (error: Error) => this.log.debug(error.message));
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return server;
  }

  private async store(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const mail: ParsedMail = await simpleParser(stream);
    const recipients = session.envelope.rcptTo.map(({ address }) => address).join(', ');
    await this.database.query(
      `INSERT INTO mailbox_messages (id, received_at, message_id, sender, recipients, subject, body) VALUES ($1, app_now(), $2, $3, $4, $5, $6)`,
      [newId(), mail.messageId ?? null, mail.from?.text ?? '', recipients, mail.subject ?? '', mail.text ?? ''],
    );
  }
}
