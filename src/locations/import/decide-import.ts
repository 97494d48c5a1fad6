import { Injectable } from '@nestjs/common';
import { dayOf, Problem, type Actor } from '../../kernel/index.js';
import { assertMay } from '../../organisations/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { assertVersion } from '../../platform/http/index.js';
import { ImportJobs } from './import.jobs.js';
import { IMPORT_HAS_PROBLEMS, IMPORT_NOT_READY, IMPORT_NOTHING } from './import-problems.js';
import { type ImportMode, isFaultless, type LocationImport, rowsToWrite } from './location-import.js';
import { IMPORT_TOPIC, LocationImports } from './location-imports.js';

/** What a municipality decides about a file that was checked. */
@Injectable()
export class DecideImport {
  constructor(
    private readonly database: Database,
    private readonly imports: LocationImports,
    private readonly jobs: ImportJobs,
  ) {}

  /**
   * Has it written: everything or nothing, or the good rows only. What was checked on an earlier day is checked again first:
   * on 1 January municipalities are merged. Throws REQUEST.NOT_FOUND (404), REQUEST.STALE_VERSION (412), IMPORT.NOT_READY,
   * IMPORT.HAS_PROBLEMS, IMPORT.NOTHING_TO_WRITE (409).
   */
  async write(actor: Actor, id: string, version: number, mode: ImportMode): Promise<void> {
    await this.change(actor, id, version, async (tx, current) => {
      if (mode === 'all' && !isFaultless(current)) throw new Problem(IMPORT_HAS_PROBLEMS);
      if (rowsToWrite(current) === 0) throw new Problem(IMPORT_NOTHING);
      const fresh = current.checkedAt !== null && dayOf(current.checkedAt) === dayOf(await tx.now());
      if (!fresh) return this.checkAgain(tx, id);
      await tx.query(`UPDATE location_imports SET status = 'applying', mode = $2, chosen_by = $3, progress_done = 0, progress_total = $4, attempts = 0, version = version + 1 WHERE id = $1`,
        [id, mode, JSON.stringify(actor), rowsToWrite(current)]);
      await this.jobs.plan(tx, id);
    });
  }

  /** Holds the same file against what is registered now. */
  async again(actor: Actor, id: string, version: number): Promise<void> {
    await this.change(actor, id, version, (tx) => this.checkAgain(tx, id));
  }

  /** Nothing of it is written, and it is cleared away. */
  async cancel(actor: Actor, id: string, version: number): Promise<void> {
    await this.change(actor, id, version, async (tx) => {
      const now = await tx.now();
      await tx.query(`UPDATE location_imports SET status = 'cancelled', finished_at = $2 WHERE id = $1`, [id, now]);
      await this.imports.clear(tx, id, now);
    });
  }

  private async checkAgain(tx: Tx, id: string): Promise<void> {
    await tx.query(`UPDATE location_imports SET status = 'checking', mode = NULL, rows_overtaken = 0, progress_done = 0, rows_read = 0, attempts = 0, version = version + 1 WHERE id = $1`, [id]);
    await this.jobs.plan(tx, id);
  }

  private async change(actor: Actor, id: string, version: number, decide: (tx: Tx, current: LocationImport) => Promise<void>): Promise<void> {
    assertMay(actor, 'location.write');
    await this.database.transaction(async (tx) => {
      await this.imports.byId(tx, actor, id);
      await tx.lock('location_imports', id);
      const current = await this.imports.byId(tx, actor, id);
      if (current.status !== 'checked') throw new Problem(IMPORT_NOT_READY);
      assertVersion(current.version, version);
      await decide(tx, current);
      await tx.notify(IMPORT_TOPIC, id);
    });
  }
}
