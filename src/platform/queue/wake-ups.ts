import { Injectable, Logger } from '@nestjs/common';
import { QueueBackend, type NewJob } from './queue-backend.js';

/** Queue names. BullMQ only wakes us up: the rows in PostgreSQL say what is to be done. */
export const QUEUES = { dueActivation: 'due-activation', dueRoutine: 'due-routine', deliveries: 'deliveries', webhooks: 'webhooks' } as const;

/** Enqueues after commit. Never throws: a queue that is away costs at most one sweep. */
@Injectable()
export class WakeUps {
  private readonly log = new Logger('WakeUps');

  constructor(private readonly backend: QueueBackend) {}

  async dueMoments(moments: readonly { id: string; lane: string; delayMs: number }[]): Promise<void> {
    const jobsOf = (lane: string): NewJob[] =>
      moments.filter((moment) => moment.lane === lane).map(({ id, delayMs }) => ({ key: `due-${id}`, data: { id }, delayMs }));
    await Promise.all([this.add(QUEUES.dueActivation, jobsOf('activation')), this.add(QUEUES.dueRoutine, jobsOf('routine'))]);
  }

  /** Wakes a claimer of deliveries; `reason` is the id of what made them, so that one decision wakes once. */
  async deliveries(reason: string): Promise<void> {
    await this.add(QUEUES.deliveries, [{ key: `deliver-${reason}`, data: { id: reason }, delayMs: 0 }]);
  }

  /** Wakes a claimer of webhooks. */
  async webhooks(reason: string): Promise<void> {
    await this.add(QUEUES.webhooks, [{ key: `webhook-${reason}`, data: { id: reason }, delayMs: 0 }]);
  }

  private async add(queue: string, jobs: readonly NewJob[]): Promise<void> {
    try {
      await this.backend.add(queue, jobs);
    } catch (error) {
      this.log.warn(`${jobs.length} wake-up(s) for ${queue} not queued; the sweep takes over. ${String(error)}`);
    }
  }
}
