import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { DELIVERY_POLICY } from '../../config/delivery.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, WorkerDatabase } from '../platform/database/index.js';
import { QueueBackend, QUEUES } from '../platform/queue/index.js';
import { DeliveryClaimer } from './delivery-claimer.js';
import { DeliveryClaims } from './delivery-claims.js';
import { DeliveryOutcomes } from './delivery-outcomes.js';
import { MailTransport } from './mail-transport.js';

// Enough to get mail out while the workers' pool is exhausted, without taking the sweep's own connections.
const SWEEP_LINES = 2;
const SWEEP_NAME = 'deliveries';

/** Wakes the claimers: one by jobs, and one by a sweep of its own, so that mail goes out without any queue. */
@Injectable()
export class DeliveryJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly byJob: DeliveryClaimer;
  private readonly bySweep: DeliveryClaimer;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    worker: WorkerDatabase,
    sweep: SweepDatabase,
    claims: DeliveryClaims,
    outcomes: DeliveryOutcomes,
    transport: MailTransport,
    private readonly queue: QueueBackend,
    private readonly scheduler: SchedulerRegistry,
  ) {
    const parts = { claims, outcomes, transport, renewOn: sweep.database };
    this.byJob = new DeliveryClaimer({ ...parts, database: worker.database, lines: DELIVERY_POLICY.connections.value });
    this.bySweep = new DeliveryClaimer({ ...parts, database: sweep.database, lines: SWEEP_LINES });
  }

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.queue.work(QUEUES.deliveries, 1, () => {
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
}
