import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/config/index.js';
import { WorkerDatabase } from '../../platform/database/index.js';
import { LiveEvents } from '../../platform/live/index.js';
import { ApplyImport } from './apply-import.js';
import { CheckImport } from './check-import.js';
import { FollowUp } from './follow-up.js';
import type { ClaimedImport } from './location-import.js';
import { ClaimLost, IMPORT_WAITS_TOPIC, LocationImports } from './location-imports.js';

/**
 * Works on imports in the background, one at a time per process. It hears of them at once; what it did not hear of, or what
 * another process dropped, comes back with the due moment of the import.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Imports');
  private readonly waiting = new Set<string>();
  private working: Promise<void> | undefined;
  private stopping = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: WorkerDatabase,
    private readonly live: LiveEvents,
    private readonly imports: LocationImports,
    private readonly check: CheckImport,
    private readonly apply: ApplyImport,
    private readonly followUp: FollowUp,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.live.onChange(IMPORT_WAITS_TOPIC, (id) => this.take(id));
    this.live.onResync(() => void this.takeWaiting());
    void this.takeWaiting();
  }

  /** What is under way stops after its batch and is left to the next process. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.working;
  }

  private async takeWaiting(): Promise<void> {
    const ids = await this.imports.waiting(this.database.database).catch((error: unknown) => {
      this.log.warn(`Imports that wait are taken up later. ${String(error)}`);
      return [];
    });
    ids.forEach((id) => this.take(id));
  }

  private take(id: string): void {
    this.waiting.add(id);
    this.working ??= this.workThrough().finally(() => { this.working = undefined; });
  }

  private async workThrough(): Promise<void> {
    for (let [id] = this.waiting; id !== undefined && !this.stopping; [id] = this.waiting) {
      this.waiting.delete(id);
      await this.run(id).catch((error: unknown) => this.log.error(`Import ${id} broke off; it is taken up again. ${error instanceof Error ? error.stack : String(error)}`));
    }
  }

  /** Takes an import as far as it goes by itself. Does nothing when another process is at it, or nothing is to be done. */
  async run(id: string): Promise<void> {
    const { database } = this.database;
    for (let claimed = await this.imports.claim(database, id); claimed; claimed = await this.imports.claim(database, id)) {
      if (!(await this.step(claimed))) return;
    }
  }

  private async step(claimed: ClaimedImport): Promise<boolean> {
    const { database } = this.database;
    const stopped = (): boolean => this.stopping;
    try {
      if (claimed.status === 'checking') await this.check.run(database, claimed, stopped);
      else if (claimed.status === 'applying') await this.apply.run(database, claimed, stopped);
      else await this.followUp.run(database, claimed, stopped);
    } catch (error) {
      if (error instanceof ClaimLost && !this.stopping) return false;
      await this.imports.release(database, claimed);
      if (error instanceof ClaimLost) return false;
      throw error;
    }
    await this.imports.release(database, claimed);
    return true;
  }
}
