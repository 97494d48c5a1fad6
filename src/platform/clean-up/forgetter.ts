import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { SchedulerRegistry } from '@nestjs/schedule';
import type { Settings } from '../config/index.js';
import type { SweepDatabase, Tx } from '../database/index.js';

/** `name`: of the round among the others, and in the log. */
export type Rounds = { readonly name: string; readonly everySeconds: number; readonly atOnce: number };

/**
 * Takes away what is over its term, as a worker starts and then every so often. Small statements, so that nothing waits for it;
 * several processes at once share the work.
 */
export abstract class Forgetter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: Logger;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  protected constructor(
    private readonly rounds: Rounds,
    private readonly settings: Settings,
    private readonly database: SweepDatabase,
    private readonly scheduler: SchedulerRegistry,
  ) {
    this.log = new Logger(rounds.name);
  }

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.scheduler.addInterval(this.rounds.name, setInterval(() => this.start(), this.rounds.everySeconds * 1000));
    this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private start(): void {
    this.running = this.forget().catch((error: unknown) => this.log.warn(`What is over its term stays until the next round. ${String(error)}`));
  }

  /** Takes away everything that is over its term, so many at once; gives how many. */
  async forget(atOnce = this.rounds.atOnce): Promise<number> {
    let total = 0;
    for (const statement of this.statements()) {
      for (let found = atOnce; found === atOnce && !this.stopped; total += found) found = await this.database.database.transaction((tx) => statement(tx, atOnce));
    }
    return total;
  }

  /** Each takes away some of one kind, no more than it is told, and gives how many. */
  protected abstract statements(): readonly ((tx: Tx, atOnce: number) => Promise<number>)[];
}
