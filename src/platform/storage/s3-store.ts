import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsV4Signer } from 'aws4fetch';
import { STORAGE_POLICY } from '../../../config/documents.js';
import { isId } from '../../kernel/index.js';
import { DocumentStore, StoreUnavailable, type ByteRange, type ObjectFacts, type StoredContent } from './document-store.js';
import type { S3Place } from './storage-url.js';

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const LONGEST_ERROR = 4096;

type Ask = { readonly method: 'GET' | 'PUT' | 'HEAD' | 'DELETE'; readonly headers?: Record<string, string>; readonly body?: Readable; readonly seconds?: number };

export type S3Patience = { readonly answerSeconds: number; readonly writeSeconds: number };
const PATIENCE: S3Patience = { answerSeconds: STORAGE_POLICY.storeAnswerSeconds.value, writeSeconds: STORAGE_POLICY.storeWriteSeconds.value };

/** An S3-compatible service, in path style. Every request is signed (AWS Signature Version 4), what is written with its content. */
export class S3Store extends DocumentStore {
  readonly place: string;

  constructor(
    private readonly at: S3Place,
    private readonly patience: S3Patience = PATIENCE,
  ) {
    super();
    this.place = `${at.bucketUrl}/${at.prefix}`;
  }

  /** The service compares the bytes with the digest that was signed, and keeps nothing else. */
  async put(id: string, content: Readable, { size, sha256 }: ObjectFacts): Promise<void> {
    const headers = { 'content-length': String(size), 'content-type': 'application/octet-stream', 'x-amz-content-sha256': sha256.toString('hex') };
    const response = await this.ask(id, { method: 'PUT', headers, body: content, seconds: this.patience.writeSeconds });
    if (!response.ok) throw await this.refused(response, 'PUT');
    await response.body?.cancel();
  }

  async get(id: string, range?: ByteRange): Promise<StoredContent | undefined> {
    const response = await this.ask(id, { method: 'GET', ...(range && { headers: { range: `bytes=${range.start}-${range.end}` } }) });
    if (response.status === 404) return this.absent(response);
    const size = sizeOf(response);
    if (response.status !== (range ? 206 : 200) || size === undefined || !response.body) throw await this.refused(response, 'GET');
    return { size, stream: Readable.fromWeb(response.body as ReadableStream<Uint8Array>) };
  }

  async delete(id: string): Promise<void> {
    const response = await this.ask(id, { method: 'DELETE' });
    if (response.status === 404) await this.absent(response);
    else if (!response.ok) throw await this.refused(response, 'DELETE');
    else await response.body?.cancel();
  }

  async exists(id: string): Promise<boolean> {
    const response = await this.ask(id, { method: 'HEAD' });
    if (response.status !== 404 && !response.ok) throw await this.refused(response, 'HEAD');
    return response.ok;
  }

  private async ask(id: string, { method, headers = {}, body, seconds = this.patience.answerSeconds }: Ask): Promise<Response> {
    if (!isId(id)) throw new Error('Not an id.');
    const { accessKeyId, secretAccessKey, region, bucketUrl, prefix } = this.at;
    const signed = await new AwsV4Signer({
      method, url: `${bucketUrl}/${prefix}${id}`, accessKeyId, secretAccessKey, region, service: 's3', headers: { 'x-amz-content-sha256': EMPTY_SHA256, ...headers },
    }).sign();
    // Not compressed on the way, so that lengths are what they say.
    signed.headers.set('accept-encoding', 'identity');
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), seconds * 1000);
    try {
      // A redirect would be answered by somebody the request was not signed for.
      const init = { method, headers: signed.headers, redirect: 'manual', signal: late.signal, ...(body && { body: Readable.toWeb(body), duplex: 'half' }) };
      return await fetch(signed.url, init as RequestInit);
    } catch (error) {
      throw new StoreUnavailable(`${method} at ${this.place}: ${late.signal.aborted ? `no answer within ${seconds} s` : reasonOf(error)}.`);
    } finally {
      clearTimeout(timer);
      // What was not sent any more holds on to its file otherwise.
      body?.destroy();
    }
  }

  /** The object is not there, unless it is the bucket that is not. */
  private async absent(response: Response): Promise<undefined> {
    const error = await this.refused(response, 'GET');
    if (error.message.includes('NoSuchBucket')) throw error;
    return undefined;
  }

  private async refused(response: Response, method: string): Promise<StoreUnavailable> {
    // Of the service's words only its code: the rest repeats what was signed.
    const code = /<Code>(\w{1,64})<\/Code>/.exec(await beginningOf(response))?.[1];
    return new StoreUnavailable(`${method} at ${this.place}: answered ${response.status}${code ? ` ${code}` : ''}.`);
  }
}

/** Bytes of the whole object. */
function sizeOf({ headers }: Response): number | undefined {
  const text = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? headers.get('content-length');
  return text === null ? undefined : Number(text);
}

async function beginningOf({ body }: Response): Promise<string> {
  let text = '';
  try {
    const decoder = new TextDecoder();
    // Leaving the loop cancels the rest.
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= LONGEST_ERROR) break;
    }
  } catch {
    // What came before the line broke is enough.
  }
  return text;
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown; message?: unknown }; message?: string };
  return String(cause?.code ?? cause?.message ?? message ?? 'failed');
}
