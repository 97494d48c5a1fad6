import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export type EndlessUpload = {
  /** 0: the line was cut without an answer. */
  readonly status: number;
  readonly body: string;
  /** Bytes handed to the line in all, and up to the answer. */
  readonly sent: number;
  readonly atAnswer: number;
};

const BOUNDARY = 'b';
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\nfloor-plan\r\n--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="groot.pdf"\r\n\r\n%PDF-1.4\n`;
const CHUNK = Buffer.alloc(65_536, ' ');

/** Sends a form whose file goes on and on, made as it goes, until an answer comes, at most `bytes`. */
export async function uploadEndlessly(url: string, headers: OutgoingHttpHeaders, bytes: number): Promise<EndlessUpload> {
  const request = httpRequest(url, { method: 'POST', headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers } });
  let wake = (): void => undefined;
  const somethingHappens = (): Promise<void> => new Promise((resolve) => { wake = resolve; });
  for (const event of ['drain', 'response', 'close']) request.on(event, () => wake());
  // Being cut off is what some of this is about.
  request.on('error', () => undefined);
  let sent = 0;
  let status = 0;
  let atAnswer = 0;
  let body: Promise<string> = Promise.resolve('');
  request.once('response', (response: IncomingMessage) => {
    status = response.statusCode!;
    atAnswer = sent;
    body = text(response).catch(() => '');
  });
  request.write(HEAD);
  const goOn = (): boolean => sent < bytes && !request.destroyed && status === 0;
  for (; goOn(); sent += CHUNK.length) await (request.write(CHUNK) ? new Promise((resolve) => setImmediate(resolve)) : somethingHappens());
  if (status === 0 && !request.destroyed) await somethingHappens();
  const answer = { status, sent, atAnswer, body: await body };
  request.destroy();
  return answer;
}

/** The same without ears: goes on whatever is answered, until the line is cut. Gives how much went out, and the first line of the answer. */
export async function uploadWithoutListening(url: string, bytes: number): Promise<{ readonly sent: number; readonly answer: string }> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = '';
  socket.setEncoding('latin1').on('data', (data: string) => { answer += data; });
  // Being cut off is what this is about.
  socket.on('error', () => undefined);
  let wake = (): void => undefined;
  for (const event of ['drain', 'close']) socket.on(event, () => wake());
  socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: ${bytes}\r\n\r\n${HEAD}`);
  let sent = 0;
  for (; sent < bytes && !socket.destroyed; sent += CHUNK.length) await (socket.write(CHUNK) ? new Promise((resolve) => setImmediate(resolve)) : new Promise<void>((resolve) => { wake = resolve; }));
  socket.destroy();
  return { sent, answer: answer.split('\r\n')[0]! };
}
