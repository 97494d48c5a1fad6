import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { Claimer } from '../platform/claims/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, WorkerDatabase, type Database } from '../platform/database/index.js';
import { QueueBackend, QUEUES } from '../platform/queue/index.js';
import { WebhookClaims, type Outgoing } from './webhook-claims.js';
import { WebhookOutcomes } from './webhook-outcomes.js';
import { WebhookTransport, type Attempt } from './webhook-transport.js';

const SWEEP_NAME = 'webhooks';
const { batch, slowAfterSeconds, renewSeconds, stopGraceSeconds, lines, most } = WEBHOOK_POLICY;
const PACE = { batch: batch.value, slowAfterSeconds: slowAfterSeconds.value, renewSeconds: renewSeconds.value, stopGraceSeconds: stopGraceSeconds.value };

/** Wakes the claimers of webhooks: one by jobs, and one by a sweep of its own, so that they go out without any queue. */
@Injectable()
export class WebhookJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly byJob: Claimer<Outgoing, Attempt>;
  private readonly bySweep: Claimer<Outgoing, Attempt>;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    worker: WorkerDatabase,
    private readonly sweep: SweepDatabase,
    private readonly claims: WebhookClaims,
    private readonly outcomes: WebhookOutcomes,
    private readonly transport: WebhookTransport,
    private readonly queue: QueueBackend,
    private readonly scheduler: SchedulerRegistry,
  ) {
    this.byJob = this.claimerOn(worker.database);
    this.bySweep = this.claimerOn(sweep.database);
  }

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.queue.work(QUEUES.webhooks, 1, () => {
      this.byJob.wake();
      return Promise.resolve();
    });
    this.scheduler.addInterval(SWEEP_NAME, setInterval(() => this.bySweep.wake(), this.settings.sweepSeconds * 1000));
    this.bySweep.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.scheduler.doesExist('interval', SWEEP_NAME)) this.scheduler.deleteInterval(SWEEP_NAME);
    await Promise.all([this.byJob.stop(), this.bySweep.stop()]);
  }

  private claimerOn(database: Database): Claimer<Outgoing, Attempt> {
    return new Claimer({
      name: 'Webhooks', database, renewOn: this.sweep.database, claims: this.claims, outcomes: this.outcomes, transport: this.transport, pace: PACE, lines: lines.value, most: most.value,
      // What one endpoint answers says nothing about the others.
      stopsAll: () => false,
    });
  }
}
