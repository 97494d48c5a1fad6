import { Injectable, Logger } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { STORAGE_POLICY } from '../../../config/documents.js';
import { newId, Problem, type Instant, type ProblemType } from '../../kernel/index.js';
import { Database, type Tx } from '../database/index.js';
import { DocumentStore, StoreUnavailable, type ByteRange, type ObjectFacts, type StoredContent } from './document-store.js';

export const STORAGE_UNAVAILABLE: ProblemType = {
  code: 'STORAGE.UNAVAILABLE', status: 503,
  title: { nl: 'De documenten zijn even niet bereikbaar', en: 'The documents cannot be reached right now' },
  detail: {
    nl: 'De opslag van documenten antwoordt niet. Er is niets opgeslagen of gewijzigd; al het andere werkt door. Probeer het later opnieuw.',
    en: 'The storage of documents does not answer. Nothing was saved or changed; everything else goes on working. Try again later.',
  },
};

type Content = ObjectFacts & { stream(): Readable };

/**
 * Objects in the store, each with a row that says until when it is wanted. The row comes before the object and goes after
 * it, so that whatever happens in between, a clean-up finds what nobody refers to.
 */
@Injectable()
export class StoredObjects {
  private readonly log = new Logger('Storage');

  constructor(
    private readonly database: Database,
    private readonly store: DocumentStore,
  ) {}

  /**
   * Writes an object and gives its id. It is cleared away after an hour unless `keep` is called, in the transaction of
   * whatever refers to it. Throws STORAGE.UNAVAILABLE (503).
   */
  async write(content: Content): Promise<string> {
    const id = newId();
    await this.database.query(
      'INSERT INTO stored_objects (id, created_at, delete_after) VALUES ($1, app_now(), app_now() + make_interval(secs => $2))', [id, STORAGE_POLICY.unclaimedKeptSeconds.value]);
    try {
      await this.store.put(id, content.stream(), content);
      return id;
    } catch (error) {
      await this.abandon(id);
      throw this.asProblem(error);
    }
  }

  /** Something refers to it now. Throws STORAGE.UNAVAILABLE (503) when the clean-up has taken it meanwhile. */
  async keep(tx: Tx, id: string): Promise<void> {
    const kept = await tx.query('UPDATE stored_objects SET delete_after = NULL WHERE id = $1 AND deleting_at IS NULL RETURNING id', [id]);
    if (kept.length === 0) throw new Problem(STORAGE_UNAVAILABLE);
  }

  /** Nothing refers to it any more from then on. */
  async deleteAfter(tx: Tx, id: string, at: Instant): Promise<void> {
    await tx.query('UPDATE stored_objects SET delete_after = $2 WHERE id = $1', [id, at]);
  }

  /** What was written and not kept goes with the next clean-up. Never throws: without it, it goes an hour later. */
  async abandon(id: string): Promise<void> {
    await this.database
      .query('UPDATE stored_objects SET delete_after = app_now() WHERE id = $1 AND delete_after IS NOT NULL', [id])
      .catch((error: unknown) => this.log.warn(`Object ${id} stays until its time is over. ${String(error)}`));
  }

  /** Undefined when it is not there. Throws STORAGE.UNAVAILABLE (503). */
  async read(id: string, range?: ByteRange): Promise<StoredContent | undefined> {
    return this.store.get(id, range).catch((error: unknown) => Promise.reject(this.asProblem(error)));
  }

  /** Throws STORAGE.UNAVAILABLE (503). */
  async exists(id: string): Promise<boolean> {
    return this.store.exists(id).catch((error: unknown) => Promise.reject(this.asProblem(error)));
  }

  private asProblem(error: unknown): unknown {
    if (!(error instanceof StoreUnavailable)) return error;
    this.log.error(error.message);
    return new Problem(STORAGE_UNAVAILABLE);
  }
}
