import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export const S3_KEY = 'AKIAIOSFODNN7EXAMPLE';
export const S3_SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
export const S3_BUCKET = 'documenten';
export const S3_REGION = 'eu-west-1';

/** What it does with the next requests: answers, fails with a code, never answers, or breaks off half-way an answer. */
export type S3Trouble = 'none' | 'slow-down' | 'hang' | 'hang-after-writing' | 'break-off' | 'no-bucket';

/**
 * A stand-in for an S3-compatible service on a free loopback port, made from Amazon's documentation ("Authenticating
 * Requests (AWS Signature Version 4)" and the reference of PutObject, GetObject, HeadObject and DeleteObject). It works the
 * signature out by itself, compares content with the digest that was signed, and keeps objects in memory.
 */
export type S3Server = {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Method, path and status of every answer. */
  readonly log: string[];
  trouble: S3Trouble;
  stop(): Promise<void>;
};

export async function startS3Server(): Promise<S3Server> {
  const sockets = new Set<Socket>();
  const objects = new Map<string, Buffer>();
  const log: string[] = [];
  const state: { trouble: S3Trouble } = { trouble: 'none' };
  const server = createServer((request, response) => {
    response.once('close', () => log.push(`${request.method} ${request.url} ${response.statusCode}`));
    void answer(request, response, objects, state.trouble).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.defineProperty(
    {
      url: `s3+http://${encodeURIComponent(S3_KEY)}:${encodeURIComponent(S3_SECRET)}@127.0.0.1:${port}/${S3_BUCKET}?region=${S3_REGION}`,
      objects, log, trouble: 'none' as S3Trouble,
      stop: async () => {
        const closed = once(server, 'close');
        server.close();
        for (const socket of sockets) socket.destroy();
        await closed;
      },
    },
    'trouble', { get: () => state.trouble, set: (trouble: S3Trouble) => void (state.trouble = trouble) },
  );
}

async function answer(request: IncomingMessage, response: ServerResponse, objects: Map<string, Buffer>, trouble: S3Trouble): Promise<void> {
  if (trouble === 'hang') return;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const wrong = TROUBLES[trouble] ?? faultIn(request, body);
  if (wrong) return refuse(response, wrong);
  const key = decodeURIComponent(request.url!.split('?')[0]!.slice(S3_BUCKET.length + 2));
  if (request.method === 'PUT') {
    objects.set(key, body);
    if (trouble !== 'hang-after-writing') response.writeHead(200, { etag: '"x"' }).end();
  } else if (request.method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204).end();
  } else show(request, response, objects.get(key), trouble);
}

const TROUBLES: Partial<Record<S3Trouble, string>> = { 'slow-down': 'SlowDown', 'no-bucket': 'NoSuchBucket' };
const STATUSES: Readonly<Record<string, number>> = { SlowDown: 503, NoSuchBucket: 404, NoSuchKey: 404, XAmzContentSHA256Mismatch: 400 };

/** Answers HEAD and GET. */
function show(request: IncomingMessage, response: ServerResponse, found: Buffer | undefined, trouble: S3Trouble): void {
  if (request.method === 'HEAD') response.writeHead(found ? 200 : 404, found && { 'content-length': found.length }).end();
  else if (!found) refuse(response, 'NoSuchKey');
  else if (trouble === 'break-off') response.writeHead(200, { 'content-length': found.length }).write(found.subarray(0, 10), () => response.destroy());
  else give(request, response, found);
}

function give(request: IncomingMessage, response: ServerResponse, found: Buffer): void {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  if (!range) {
    response.writeHead(200, { 'content-length': found.length }).end(found);
    return;
  }
  const part = found.subarray(Number(range[1]), Number(range[2]) + 1);
  response.writeHead(206, { 'content-length': part.length, 'content-range': `bytes ${range[1]}-${Number(range[1]) + part.length - 1}/${found.length}` }).end(part);
}

const refuse = (response: ServerResponse, code: string): void => {
  const body = `<?xml version="1.0"?>\n<Error><Code>${code}</Code><AWSAccessKeyId>${S3_KEY}</AWSAccessKeyId></Error>`;
  response.writeHead(STATUSES[code] ?? 403, { 'content-type': 'application/xml' }).end(body);
};

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** The error code of what is wrong with a request's signature, or with its body. */
function faultIn(request: IncomingMessage, body: Buffer): string | undefined {
  const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '');
  if (!match) return 'AccessDenied';
  const [, key, , region, signed, signature] = match as unknown as string[];
  if (key !== S3_KEY) return 'InvalidAccessKeyId';
  if (region !== S3_REGION) return 'AuthorizationHeaderMalformed';
  const names = signed!.split(';');
  if (!names.includes('host') || !names.includes('x-amz-content-sha256') || !names.includes('x-amz-date')) return 'AccessDenied';
  const expected = signatureOf(request.method!, request.url!, Object.fromEntries(names.map((name) => [name, String(request.headers[name])])), S3_SECRET, region!);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature!))) return 'SignatureDoesNotMatch';
  const announced = request.headers['x-amz-content-sha256'];
  return announced === sha256(body) ? undefined : 'XAmzContentSHA256Mismatch';
}

/** The signature of a request, by the steps that Amazon describes; `headers` are the ones that are signed. */
export function signatureOf(method: string, url: string, headers: Readonly<Record<string, string>>, secret: string, region: string): string {
  const [path, query = ''] = url.split('?');
  const names = Object.keys(headers).sort();
  const at = headers['x-amz-date']!;
  const canonical = [
    method, path, query.split('&').sort().join('&'), ...names.map((name) => `${name}:${headers[name]!.trim().replace(/\s+/g, ' ')}`), '', names.join(';'), headers['x-amz-content-sha256'],
  ].join('\n');
  const scope = `${at.slice(0, 8)}/${region}/s3/aws4_request`;
  const signingKey = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secret}`, at.slice(0, 8)), region));
  return hmac(signingKey, ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')).toString('hex');
}
