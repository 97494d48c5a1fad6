import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { DRAFT_TERMS } from '../../config/drafts.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase } from '../platform/database/index.js';

const JOB = 'abandoned-drafts';
const TERMS = { location_drafts: DRAFT_TERMS.registrationDays, inspection_drafts: DRAFT_TERMS.inspectionDays } as const;
type Table = keyof typeof TERMS;

/** Takes away unfinished forms that nobody has saved for a long time. Small statements, so that nothing waits for it. */
@Injectable()
export class ForgetDrafts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('ForgetDrafts');
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: SweepDatabase,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.scheduler.addInterval(JOB, setInterval(() => this.start(), DRAFT_TERMS.clearEverySeconds * 1000));
    this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private start(): void {
    this.running = this.forget().catch((error: unknown) => this.log.warn(`Abandoned drafts stay until the next time. ${String(error)}`));
  }

  /** Takes away every draft that is older than its term; gives how many. Several processes at once share the work. */
  async forget(atOnce: number = DRAFT_TERMS.clearAtOnce): Promise<number> {
    let total = 0;
    for (const table of Object.keys(TERMS) as Table[]) {
      for (let found = atOnce; found === atOnce && !this.stopped; total += found) found = await this.forgetSome(table, atOnce);
    }
    return total;
  }

  private async forgetSome(table: Table, atOnce: number): Promise<number> {
    const gone = await this.database.database.transaction((tx) => tx.query<{ id: string }>(
      `DELETE FROM ${table} WHERE id IN (
         SELECT id FROM ${table} WHERE updated_at < app_now() - make_interval(days => $1) ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id`,
      [TERMS[table], atOnce]));
    return gone.length;
  }
}
