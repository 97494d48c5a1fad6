import type { Readable } from 'node:stream';

/** What is known of an object before it is written; the store refuses to keep anything else under its id. */
export type ObjectFacts = {
  /** Bytes. */
  readonly size: number;
  readonly sha256: Buffer;
};

/** A part of an object, both ends included, as in HTTP. */
export type ByteRange = { readonly start: number; readonly end: number };

export type StoredContent = {
  readonly stream: Readable;
  /** Bytes of the whole object, whatever part of it the stream gives. */
  readonly size: number;
};

/**
 * Keeps objects by id: whole or not at all, unchanged, without a name or a type of their own. Who may see one and what it
 * is, is a row in PostgreSQL. An id is written once.
 */
export abstract class DocumentStore {
  /** Where it keeps them, without secrets: for the start's announcement and for logs. */
  abstract readonly place: string;

  /** Durable once it resolves. Throws, and keeps nothing, when the bytes are not the ones announced. */
  abstract put(id: string, content: Readable, facts: ObjectFacts): Promise<void>;

  /** Undefined when there is no such object. The stream must be read or destroyed. */
  abstract get(id: string, range?: ByteRange): Promise<StoredContent | undefined>;

  /** Also when it is not there, or only half: afterwards nothing of it is. */
  abstract delete(id: string): Promise<void>;

  abstract exists(id: string): Promise<boolean>;
}

/** The store does not answer, or not as it should. The message is for the log and holds no secret. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The bytes that came are not the ones announced. */
export class ContentMismatch extends Error {
  override readonly name = 'ContentMismatch';
}
