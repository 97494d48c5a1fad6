import { Logger } from '@nestjs/common';
import { createPostgresBackend, Queue, withBackend, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { QUEUE_SCHEMA } from '../database/migrate.js';

/** What a job carries: the id of a row, nothing else. The row says what is to be done. */
export type WakeUpJob = { readonly id: string };
export type Processor = (job: WakeUpJob) => Promise<void>;

/** A job to add; `key` names it, so that the same wake-up is not queued twice. */
export type NewJob = { readonly key: string; readonly data: WakeUpJob; readonly delayMs: number };

type Closable = { close(force?: boolean): Promise<void> };

// How long a stop waits for a backend that may not answer any more.
const CLOSE_PATIENCE_MS = 5000;

/** True when the work was done in time. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(false), milliseconds); });
  const done = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return done;
}

/** The one place that knows whether BullMQ runs on Redis or on PostgreSQL. */
export class QueueBackend {
  readonly kind: 'redis' | 'postgres';
  private readonly log = new Logger('Queue');
  private readonly queues = new Map<string, Queue>();
  private readonly workers: Closable[] = [];
  private readonly pools: pg.Pool[] = [];
  private producer: Redis | undefined;
  private producerPool: pg.Pool | undefined;
  private readonly workerConnections: Redis[] = [];
  private closing = false;
  // BullMQ copies a connection for its blocking commands; a copy, too, must stop trying once we stop.
  private readonly retryStrategy = (times: number): number | null => (this.closing ? null : Math.min(100 * times, 2000));

  constructor(private readonly options: { redisUrl: string | undefined; databaseUrl: string }) {
    this.kind = options.redisUrl ? 'redis' : 'postgres';
  }

  /**
   * Refuses a Redis that may throw jobs away. An unreachable Redis does not stop the start: the sweep carries on without it.
   * Throws with the reason when the eviction policy is not `noeviction`.
   */
  async check(): Promise<void> {
    if (!this.options.redisUrl) return;
    const policy = await this.evictionPolicy();
    if (!policy) this.log.warn('Redis does not answer; due moments are carried out by the sweep until it does.');
    else if (policy !== 'noeviction') throw new EvictionPolicyError(policy);
  }

  private async evictionPolicy(): Promise<string | undefined> {
    // Commands are not queued while the connection is being made: without waiting, every Redis would seem to be away.
    if (!(await this.producerReady())) return undefined;
    const info = await this.producerConnection().info('memory').catch(() => '');
    return /maxmemory_policy:(\S+)/.exec(info)?.[1];
  }

  /** Adds jobs. Rejects when the backend is away; callers must not depend on it. */
  async add(queueName: string, jobs: readonly NewJob[]): Promise<void> {
    if (jobs.length === 0) return;
    if (this.options.redisUrl && !(await this.producerReady())) throw new Error('Redis is not connected.');
    await this.queue(queueName).addBulk(
      jobs.map(({ key, data, delayMs }) => ({ name: queueName, data, opts: { jobId: key, delay: delayMs, removeOnComplete: true, removeOnFail: true, attempts: 1 } })),
    );
  }

  /** Starts a worker. The processor sees the id only; what it throws is logged, for the row keeps its own account. */
  work(queueName: string, concurrency: number, processor: Processor): void {
    const run = async (job: Job): Promise<void> => processor(job.data as WakeUpJob);
    const worker = this.options.redisUrl ? this.redisWorker(queueName, concurrency, run) : this.postgresWorker(queueName, concurrency, run);
    worker.on('error', (error: Error) => this.log.warn(`Queue ${queueName}: ${error.message}`));
    worker.on('failed', (_job: unknown, error: Error) => this.log.warn(`Job of ${queueName} failed: ${error.message}`));
    this.workers.push(worker);
  }

  /** True when the backend answers within two seconds. */
  async ping(): Promise<boolean> {
    const answer = this.options.redisUrl
      ? this.producerReady().then(async (ready) => ready && (await this.producerConnection().ping()) === 'PONG')
      : this.postgresProducer().query('SELECT 1').then(() => true);
    const timeout = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2000).unref());
    return Promise.race([answer.catch(() => false), timeout]);
  }

  /** Lets running jobs finish, then closes every connection. A backend that is away does not hold up the stop for long. */
  async close(): Promise<void> {
    this.closing = true;
    const graceful = Promise.allSettled([...this.workers.map((worker) => worker.close()), ...[...this.queues.values()].map((queue) => queue.close())]);
    if (!(await within(CLOSE_PATIENCE_MS, graceful))) {
      void Promise.allSettled(this.workers.map((worker) => worker.close(true)));
    }
    for (const connection of [this.producer, ...this.workerConnections]) connection?.disconnect();
    await within(CLOSE_PATIENCE_MS, Promise.allSettled(this.pools.map((pool) => pool.end())));
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = this.options.redisUrl
      ? new Queue(name, { connection: this.producerConnection() })
      : new (withBackend(createPostgresBackend).Queue)(name, { connection: this.postgresProducer() });
    queue.on('error', (error: Error) => this.log.warn(`Queue ${name}: ${error.message}`));
    this.queues.set(name, queue as unknown as Queue);
    return queue as unknown as Queue;
  }

  private redisWorker(name: string, concurrency: number, run: (job: Job) => Promise<void>): Worker {
    const connection = new Redis(this.options.redisUrl!, { maxRetriesPerRequest: null, retryStrategy: this.retryStrategy });
    connection.on('error', (error: Error) => this.log.debug(`Redis (worker ${name}): ${error.message}`));
    this.workerConnections.push(connection);
    return new Worker(name, run, { connection, concurrency });
  }

  private postgresWorker(name: string, concurrency: number, run: (job: Job) => Promise<void>): Worker {
    const pool = this.newPool(3, `worker-${name}`);
    return new (withBackend(createPostgresBackend).Worker)(name, run, { connection: pool, concurrency }) as unknown as Worker;
  }

  private producerConnection(): Redis {
    if (!this.producer) {
      // No offline queue: a trigger must not hang because Redis is away.
      this.producer = new Redis(this.options.redisUrl!, { enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 2000, retryStrategy: this.retryStrategy });
      this.producer.on('error', (error: Error) => this.log.debug(`Redis: ${error.message}`));
    }
    return this.producer;
  }

  // The first connect takes a moment; after that a connection that is not ready is an outage.
  private async producerReady(): Promise<boolean> {
    const connection = this.producerConnection();
    if (connection.status === 'connecting' || connection.status === 'connect') {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 2000);
        const done = (): void => { clearTimeout(timer); resolve(); };
        connection.once('ready', done);
        connection.once('close', done);
      });
    }
    return connection.status === 'ready';
  }

  private postgresProducer(): pg.Pool {
    this.producerPool ??= this.newPool(2, 'producer');
    return this.producerPool;
  }

  private newPool(max: number, name: string): pg.Pool {
    const pool = new pg.Pool({
      connectionString: this.options.databaseUrl, max, keepAlive: true, connectionTimeoutMillis: 5000,
      application_name: `adh-queue-${name}`, options: `-c search_path=${QUEUE_SCHEMA}`,
    });
    pool.on('error', (error) => this.log.debug(`Queue connection (${name}): ${error.message}`));
    this.pools.push(pool);
    return pool;
  }
}

/** Redis may evict keys: a job could vanish without a trace. */
export class EvictionPolicyError extends Error {
  constructor(policy: string) {
    super(`REDIS_URL points to a Redis with maxmemory-policy ${policy}, which may throw jobs away. Set maxmemory-policy noeviction and start again.`);
    this.name = 'EvictionPolicyError';
  }
}
