import { Injectable, Logger } from '@nestjs/common';
import { QueueBackend, type NewJob, type WakeUpJob } from './queue-backend.js';

/** Queue names. BullMQ only wakes us up: the rows in PostgreSQL say what is to be done. */
export const QUEUES = { dueActivation: 'due-activation', dueRoutine: 'due-routine', deliveries: 'deliveries', webhooks: 'webhooks' } as const;

/** Enqueues after commit. Never throws: a queue that is away costs at most one sweep. */
@Injectable()
export class WakeUps {
  private readonly log = new Logger('WakeUps');
  private readonly adding = new Map<string, Promise<void>>();
  private readonly next = new Map<string, { readonly jobs: NewJob[]; added: Promise<void> }>();

  constructor(private readonly backend: QueueBackend) {}

  /** Each wakes one worker, for a moment and the others that are due with it. */
  async dueMoments(wakeUps: readonly (WakeUpJob & { readonly lane: string; readonly delayMs: number })[]): Promise<void> {
    const jobsOf = (lane: string): NewJob[] =>
      wakeUps.filter((wakeUp) => wakeUp.lane === lane).map(({ id, others, delayMs }) => ({ key: `due-${id}`, data: { id, others }, delayMs }));
    await Promise.all([this.add(QUEUES.dueActivation, jobsOf('activation')), this.add(QUEUES.dueRoutine, jobsOf('routine'))]);
  }

  /** Wakes a claimer of deliveries; `reason` is the id of what made them. */
  async deliveries(reason: string): Promise<void> {
    await this.add(QUEUES.deliveries, [{ key: `deliver-${reason}`, data: { id: reason }, delayMs: 0 }]);
  }

  /** Wakes a claimer of webhooks. */
  async webhooks(reason: string): Promise<void> {
    await this.add(QUEUES.webhooks, [{ key: `webhook-${reason}`, data: { id: reason }, delayMs: 0 }]);
  }

  // What is asked for while a queue is being given jobs goes to it together, after that: many decisions at the same time cost few calls.
  private add(queue: string, jobs: readonly NewJob[]): Promise<void> {
    if (jobs.length === 0) return Promise.resolve();
    const lot = this.next.get(queue);
    if (lot) {
      lot.jobs.push(...jobs);
      return lot.added;
    }
    const mine = { jobs: [...jobs], added: Promise.resolve() };
    mine.added = (this.adding.get(queue) ?? Promise.resolve()).then(() => {
      this.next.delete(queue);
      return this.addNow(queue, mine.jobs);
    });
    this.next.set(queue, mine);
    this.adding.set(queue, mine.added);
    return mine.added;
  }

  private async addNow(queue: string, jobs: readonly NewJob[]): Promise<void> {
    try {
      await this.backend.add(queue, jobs);
    } catch (error) {
      this.log.warn(`${jobs.length} wake-up(s) for ${queue} not queued; the sweep takes over. ${String(error)}`);
    }
  }
}
