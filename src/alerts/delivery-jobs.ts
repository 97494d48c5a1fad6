import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { DELIVERY_POLICY } from '../../config/delivery.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, WorkerDatabase } from '../platform/database/index.js';
import { CarryOut } from '../platform/due-moments/index.js';
import { QueueBackend, QUEUES } from '../platform/queue/index.js';
import { DeliveryClaimer } from './delivery-claimer.js';
import { DeliveryClaims } from './delivery-claims.js';
import { DeliveryOutcomes } from './delivery-outcomes.js';
import { GatewayTransport } from './gateway-transport.js';
import { MailTransport } from './mail-transport.js';

const SWEEP_NAME = 'deliveries';

/** Wakes the claimers: one by jobs, and one by a sweep of its own, so that mail goes out without any queue. */
@Injectable()
export class DeliveryJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly byJob: DeliveryClaimer;
  private readonly bySweep: DeliveryClaimer;
  private readonly byGateway: readonly DeliveryClaimer[];

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    worker: WorkerDatabase,
    sweep: SweepDatabase,
    claims: DeliveryClaims,
    outcomes: DeliveryOutcomes,
    transport: MailTransport,
    carryOut: CarryOut,
    private readonly queue: QueueBackend,
    private readonly scheduler: SchedulerRegistry,
  ) {
    const { lines, connections, waitForDueSeconds } = DELIVERY_POLICY;
    // Half of the connections each: a message that had to wait for one would seem to be under way.
    const parts = { claims, outcomes, transport, renewOn: sweep.database, lines: lines.value, most: connections.value / 2, afterWhat: () => carryOut.calm(waitForDueSeconds.value * 1000) };
    this.byJob = new DeliveryClaimer({ ...parts, database: worker.database });
    this.bySweep = new DeliveryClaimer({ ...parts, database: sweep.database });
    const { gatewayLines, gatewayConnections } = DELIVERY_POLICY;
    this.byGateway = (['sms', 'voice'] as const).flatMap((channel) => {
      const gateway = settings.gateways?.[channel];
      if (!gateway) return [];
      return [new DeliveryClaimer({ ...parts, database: worker.database, channel, transport: new GatewayTransport(gateway), lines: gatewayLines.value, most: gatewayConnections.value })];
    });
  }

  onApplicationBootstrap(): void {
    if (this.settings.role === 'web') return;
    this.queue.work(QUEUES.deliveries, 1, () => {
      this.wake(this.byJob);
      return Promise.resolve();
    });
    this.scheduler.addInterval(SWEEP_NAME, setInterval(() => this.wake(this.bySweep), this.settings.sweepSeconds * 1000));
    this.wake(this.bySweep);
  }

  private wake(mail: DeliveryClaimer): void {
    for (const claimer of [mail, ...this.byGateway]) claimer.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.scheduler.doesExist('interval', SWEEP_NAME)) this.scheduler.deleteInterval(SWEEP_NAME);
    await Promise.all([this.byJob, this.bySweep, ...this.byGateway].map((claimer) => claimer.stop()));
  }
}
