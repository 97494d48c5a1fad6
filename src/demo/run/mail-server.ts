import { once } from 'node:events';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server of the demo's own, that can be switched off and on again. It keeps the Message-ID of what it accepted. */
export class DemoMailServer {
  /** One per message that was accepted, in that order; twice when a message came twice. */
  readonly accepted: string[] = [];
  private server: SMTPServer | undefined;
  private port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}?ignoreTLS=true`;
  }

  async start(): Promise<this> {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, closeTimeout: 500, logger: false,
      onData: (stream, _session, done) => {
        simpleParser(stream).then(({ messageId }) => {
          this.accepted.push(messageId ?? '');
          done();
        }, done);
      },
    });
    // What a connection suffers when the server goes away is no news here.
    server.on('error', () => undefined);
    server.listen(this.port, '127.0.0.1');
    await once(server.server, 'listening');
    const address = server.server.address();
    if (address && typeof address === 'object') this.port = address.port;
    this.server = server;
    return this;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    await new Promise<void>((resolve) => server.close(resolve));
  }
}
