import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { STORAGE_POLICY } from '../../../config/documents.js';
import { SETTINGS, type Settings } from '../config/index.js';
import { SweepDatabase } from '../database/index.js';
import { DocumentStore } from './document-store.js';

const { cleanUpBatch, cleanUpEverySeconds, deleteRetrySeconds } = STORAGE_POLICY;

/**
 * Deletes objects whose time is over: what an upload that broke off has left, and what was removed long ago. A row is
 * claimed before its object is deleted; whoever would refer to it after that is refused. Deleting twice is deleting once.
 */
@Injectable()
export class ObjectCleanUp implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Storage');
  private running: Promise<unknown> = Promise.resolve();
  private busy = false;
  private stopped = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: SweepDatabase,
    private readonly store: DocumentStore,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.scheduler.addInterval('object-clean-up', setInterval(() => this.tick(), cleanUpEverySeconds.value * 1000));
    this.tick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private tick(): void {
    if (this.busy) return;
    this.busy = true;
    this.running = this.cleanUp()
      .catch((error: unknown) => this.log.warn(`The clean-up waits: ${String(error)}`))
      .finally(() => { this.busy = false; });
  }

  /** One batch; gives how many objects are gone. */
  async cleanUp(): Promise<number> {
    let gone = 0;
    for (const id of await this.claim()) {
      if (this.stopped) break;
      if (await this.delete(id)) gone += 1;
    }
    return gone;
  }

  // What another process claims at the same time is skipped, not waited for. The clock is the statement's: a time that has
  // been here and back has lost its microseconds, and would lie before what was abandoned a moment ago.
  private async claim(): Promise<string[]> {
    return this.database.database.transaction(async (tx) => {
      const rows = await tx.query<{ id: string }>(
        `UPDATE stored_objects SET deleting_at = app_now(), delete_after = app_now() + make_interval(secs => $1)
          WHERE id IN (SELECT id FROM stored_objects WHERE delete_after <= app_now() AND deleted_at IS NULL ORDER BY delete_after LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING id`, [deleteRetrySeconds.value, cleanUpBatch.value]);
      return rows.map(({ id }) => id);
    });
  }

  private async delete(id: string): Promise<boolean> {
    try {
      await this.store.delete(id);
      await this.database.database.query('UPDATE stored_objects SET deleted_at = app_now() WHERE id = $1', [id]);
      return true;
    } catch (error) {
      this.log.warn(`Object ${id} could not be deleted; tried again later. ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
}
