import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { REQUEST_POLICY } from '../../../config/requests.js';
import { SETTINGS, type Settings } from '../config/index.js';
import { SweepDatabase } from '../database/index.js';

const JOB = 'idempotency-keys';

/** Forgets idempotency keys that are too old to be repeated. Small statements, so that nothing waits for it. */
@Injectable()
export class ForgetKeys implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('ForgetKeys');
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: SweepDatabase,
    private readonly scheduler: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.scheduler.addInterval(JOB, setInterval(() => this.start(), REQUEST_POLICY.forgetEverySeconds.value * 1000));
    this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private start(): void {
    this.running = this.forget().catch((error: unknown) => this.log.warn(`Old idempotency keys stay until the next time. ${String(error)}`));
  }

  /** Forgets every key that is older than the policy says; gives how many. Several processes at once share the work. */
  async forget(atOnce = REQUEST_POLICY.forgetAtOnce.value): Promise<number> {
    let total = 0;
    for (let found = atOnce; found === atOnce && !this.stopped; total += found) found = await this.forgetSome(atOnce);
    return total;
  }

  private async forgetSome(atOnce: number): Promise<number> {
    const gone = await this.database.database.transaction((tx) => tx.query<{ key: string }>(
      `DELETE FROM idempotency_keys WHERE (principal_id, key) IN (
         SELECT principal_id, key FROM idempotency_keys WHERE created_at < app_now() - make_interval(secs => $1)
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING key`,
      [REQUEST_POLICY.idempotencyKeySeconds.value, atOnce]));
    return gone.length;
  }
}
