import { once } from 'node:events';
import type { Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { waitFor } from './wait-for.js';

export type ReceivedMessage = {
  /** The envelope, which is who really gets it; headers may say otherwise. */
  readonly from: string;
  readonly to: readonly string[];
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
  /** Its attachments: name, media type with parameters, and text. */
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly text: string }[];
  /** Lower-case header name → its value as one line. */
  readonly headers: ReadonlyMap<string, string>;
  /** The receiver's own clock. */
  readonly receivedAt: Date;
  /** False when the sender never got its 250: the connection hung, or the answer was a refusal. */
  readonly acknowledged: boolean;
  /** True when the sender was told that the text was not taken. */
  readonly refused: boolean;
};

/**
 * What the receiver does with mail to one recipient.
 * `refuse` answers with `code` (4xx: try later, 5xx: never) at RCPT or, with `stage: 'data'`, after the text was sent;
 * `hang` takes the text and never answers; `accept` may wait `delayMs` before its 250.
 */
export type Behaviour =
  | { readonly kind: 'accept'; readonly delayMs?: number }
  | { readonly kind: 'refuse'; readonly code: number; readonly text?: string; readonly stage?: 'rcpt' | 'data' }
  | { readonly kind: 'hang' };

export type Attempt = { readonly recipient: string; readonly at: Date };

export type SmtpReceiver = {
  readonly port: number;
  /** For SMTP_URL. */
  readonly url: string;
  /** In order of arrival, across restarts. */
  readonly messages: readonly ReceivedMessage[];
  /** Every RCPT that was asked for, refused ones included. */
  readonly attempts: readonly Attempt[];
  /** For one address, or `'*'` for all that have no behaviour of their own. */
  behave(recipient: string, behaviour: Behaviour): void;
  /** The messages whose envelope names this address. */
  to(recipient: string): ReceivedMessage[];
  /** The first message that fits, received before or after the call; throws after `timeoutMs` (10 s). */
  waitFor(predicate: (message: ReceivedMessage) => boolean, options?: { readonly timeoutMs?: number }): Promise<ReceivedMessage>;
  /** Forgets messages and attempts; behaviours stay. */
  clear(): void;
  /** Stops listening and breaks every connection, as a crash would. Messages stay readable. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  restart(): Promise<void>;
};

const ACCEPT: Behaviour = { kind: 'accept' };

/** A real SMTP server on a free loopback port that keeps what it gets. */
export async function startSmtpReceiver(): Promise<SmtpReceiver> {
  const messages: ReceivedMessage[] = [];
  const attempts: Attempt[] = [];
  const behaviours = new Map<string, Behaviour>();
  const behaviourFor = (recipient: string): Behaviour => behaviours.get(recipient.toLowerCase()) ?? behaviours.get('*') ?? ACCEPT;

  const listen = (port: number): Promise<Listening> =>
    startListening(port, {
      onRecipient: (recipient) => {
        attempts.push({ recipient, at: new Date() });
        return behaviourFor(recipient);
      },
      onText: async (stream, session) => {
        const to = session.envelope.rcptTo.map((address) => address.address);
        const parsed = await simpleParser(stream);
        const behaviour = to.map(behaviourFor).find(({ kind }) => kind !== 'accept') ?? behaviourFor(to[0] ?? '');
        messages.push(toMessage(parsed, session, to, behaviour.kind));
        return behaviour;
      },
    });

  let listening: Listening | undefined = await listen(0);
  const { port } = listening;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    messages,
    attempts,
    behave: (recipient, behaviour) => void behaviours.set(recipient.toLowerCase(), behaviour),
    to: (recipient) => messages.filter((message) => message.to.includes(recipient)),
    waitFor: (predicate, options) => waitFor('a message', () => messages.find(predicate), options),
    clear: () => {
      messages.length = 0;
      attempts.length = 0;
    },
    stop: async () => {
      await listening?.stop();
      listening = undefined;
    },
    restart: async () => {
      listening ??= await listen(port);
    },
  };
}

type Listening = { readonly port: number; stop(): Promise<void> };
type Handlers = {
  onRecipient(recipient: string): Behaviour;
  onText(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Behaviour>;
};

async function startListening(port: number, handlers: Handlers): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1,
    logger: false,
    onRcptTo: (address, _session, done) => {
      const behaviour = handlers.onRecipient(address.address);
      done(behaviour.kind === 'refuse' && behaviour.stage !== 'data' ? refusal(behaviour) : null);
    },
    onData: (stream, session, done) => {
      handlers.onText(stream, session).then((behaviour) => answer(behaviour, done), done);
    },
  });
  // A client that breaks off is the client's affair.
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: async () => {
      const closed = once(server.server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function answer(behaviour: Behaviour, done: (error?: Error | null) => void): void {
  if (behaviour.kind === 'hang') return;
  if (behaviour.kind === 'refuse') done(refusal(behaviour));
  else setTimeout(done, behaviour.delayMs ?? 0);
}

const refusal = ({ code, text = 'refused by the test' }: { code: number; text?: string }): Error =>
  Object.assign(new Error(text), { responseCode: code });

function toMessage(parsed: ParsedMail, session: SMTPServerSession, to: readonly string[], behaviour: Behaviour['kind']): ReceivedMessage {
  const { mailFrom } = session.envelope;
  return {
    from: mailFrom ? mailFrom.address : '',
    to,
    messageId: parsed.messageId ?? '',
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: typeof parsed.html === 'string' ? parsed.html : undefined,
    attachments: parsed.attachments.map(({ filename, headers, content }) => ({
      name: filename ?? '', type: typeOf(headers.get('content-type')), text: content.toString('utf8'),
    })),
    headers: new Map(parsed.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).replace(/\s+/g, ' ').trim()])),
    receivedAt: new Date(),
    acknowledged: behaviour === 'accept',
    refused: behaviour === 'refuse',
  };
}

type ContentType = { readonly value: string; readonly params: Readonly<Record<string, string>> };

function typeOf(header: unknown): string {
  const { value, params } = header as ContentType;
  return [value, ...Object.entries(params).filter(([name]) => name !== 'name').map(([name, text]) => `${name}=${text}`)].join('; ');
}
