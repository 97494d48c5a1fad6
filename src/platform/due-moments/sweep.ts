import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SETTINGS, type Settings } from '../config/index.js';
import { SweepDatabase } from '../database/index.js';
import { CarryOut } from './carry-out.js';
import { LANES, type Lane } from './definition.js';
import { DueMomentRegistry } from './registry.js';

// A sweep that finds more goes on at once with the next batch; the bound keeps one sweep's memory flat.
const BATCH = 200;
const AT_ONCE: Record<Lane, number> = { activation: 3, routine: 1 };

/** Finds what no job carried out. Its own connections, so that an exhausted pool cannot stop the clock. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Sweep');
  private readonly running = new Map<Lane, Promise<void>>();
  private stopped = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: SweepDatabase,
    private readonly registry: DueMomentRegistry,
    private readonly carryOut: CarryOut,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    this.registry.assertComplete();
    if (this.settings.role === 'web') return;
    this.scheduler.addInterval('due-moments', setInterval(() => void this.sweep(), this.settings.sweepSeconds * 1000));
    void this.sweep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await Promise.allSettled(this.running.values());
  }

  /** One pass over both lanes. A lane that is still busy is left alone: the lanes do not wait for each other. */
  async sweep(): Promise<void> {
    await Promise.all(LANES.map((lane) => this.sweepLane(lane)));
  }

  private sweepLane(lane: Lane): Promise<void> {
    const busy = this.running.get(lane);
    if (busy) return busy;
    const run = this.drain(lane)
      .catch((error: unknown) => this.log.error(`Sweep of ${lane} failed; the next one tries again. ${String(error)}`))
      .finally(() => this.running.delete(lane));
    this.running.set(lane, run);
    return run;
  }

  private async drain(lane: Lane): Promise<void> {
    const busy = new Set<string>();
    for (let more = true; more && !this.stopped; ) {
      const ids = await this.overdue(lane, [...busy]);
      const before = { found: ids.length, busy: busy.size };
      const done = await this.carryOutAll(lane, ids, busy);
      // A full batch of which nothing could be done would be the same batch again at once.
      more = busy.size > before.busy || (before.found === BATCH && done > 0);
    }
  }

  // Gives how many were carried out. Ends early when one is held by somebody: what became due while we waited for it may be more urgent.
  private async carryOutAll(lane: Lane, ids: string[], busy: Set<string>): Promise<number> {
    const before = busy.size;
    let done = 0;
    const workers = Array.from({ length: AT_ONCE[lane] }, async () => {
      for (let id = ids.shift(); id && busy.size === before && !this.stopped; id = ids.shift()) {
        const result = await this.carryOut.one(this.database.database, id);
        if (result === 'done') done += 1;
        if (result === 'busy') busy.add(id);
      }
    });
    await Promise.all(workers);
    return done;
  }

  // What is due at the same time goes crosswise: moments of one activation wait for each other, and would keep everybody waiting.
  private async overdue(lane: Lane, besides: readonly string[]): Promise<string[]> {
    const rows = await this.database.database.query<{ id: string }>(
      `SELECT id FROM due_moments
        WHERE lane = $1 AND next_try_at <= app_now() AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL
          AND NOT id = ANY($4::uuid[])
        ORDER BY array_position($2::text[], kind), due_at, right(id::text, 8) LIMIT $3`,
      [lane, this.registry.kindsByPriority, BATCH, besides],
    );
    return rows.map((row) => row.id);
  }
}
