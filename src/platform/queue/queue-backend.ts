import { Logger } from '@nestjs/common';
import { createPostgresBackend, Queue, withBackend, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { QUEUE_SCHEMA } from '../database/migrate.js';
import { within } from '../patience.js';
import { ANSWER_MS, RedisProducer, type RetryStrategy } from './redis-producer.js';

/** What a job carries: the id of a row, and of those that are due with it; nothing else. The rows say what is to be done. */
export type WakeUpJob = { readonly id: string; readonly others?: readonly string[] };
export type Processor = (job: WakeUpJob) => Promise<void>;

/** A job to add; `key` names it, so that the same wake-up is not queued twice. */
export type NewJob = { readonly key: string; readonly data: WakeUpJob; readonly delayMs: number };

type Closable = { close(): Promise<void> };

// How long a stop waits for jobs that run, and for a backend that may not answer any more. With the five seconds that messages
// under way get before it, less than the ten seconds that container platforms wait before they kill.
const CLOSE_PATIENCE_MS = 3000;

// On PostgreSQL a lot costs 3 ms, however few, because it makes tables to work in; one job by itself 0.45 ms (measured).
const FEW = 6;

/** The one place that knows whether BullMQ runs on Redis or on PostgreSQL. */
export class QueueBackend {
  readonly kind: 'redis' | 'postgres';
  private readonly log = new Logger('Queue');
  private readonly queues = new Map<string, Queue>();
  private readonly workers: Closable[] = [];
  private readonly pools: pg.Pool[] = [];
  private readonly redis: RedisProducer | undefined;
  private producerPool: pg.Pool | undefined;
  private readonly workerConnections: Redis[] = [];
  private closing = false;
  private stopping: Promise<void> | undefined;
  // BullMQ copies a connection for its blocking commands; a copy, too, must stop trying once we stop.
  private readonly retryStrategy: RetryStrategy = (times) => (this.closing ? null : Math.min(100 * times, 2000));

  constructor(private readonly options: { redisUrl: string | undefined; databaseUrl: string }) {
    this.kind = options.redisUrl ? 'redis' : 'postgres';
    this.redis = options.redisUrl ? new RedisProducer(options.redisUrl, this.retryStrategy) : undefined;
  }

  /**
   * Refuses a Redis that may throw jobs away. An unreachable Redis does not stop the start: the sweep carries on without it.
   * Throws with the reason when the eviction policy is not `noeviction`.
   */
  async check(): Promise<void> {
    if (!this.redis) return;
    const policy = await this.redis.evictionPolicy();
    if (!policy) this.log.warn('Redis does not answer; due moments are carried out by the sweep until it does.');
    else if (policy !== 'noeviction') throw new EvictionPolicyError(policy);
  }

  /** Adds jobs. Rejects when the backend is away or does not answer in time; callers must not depend on it. */
  async add(queueName: string, jobs: readonly NewJob[]): Promise<void> {
    if (jobs.length === 0) return;
    if (this.redis && !(await this.redis.ready())) throw new Error('Redis is not connected.');
    const adding = this.addTo(this.queue(queueName), jobs.map(({ key, data, delayMs }) => ({ name: queueName, data, opts: { jobId: key, delay: delayMs, removeOnComplete: true, removeOnFail: true, attempts: 1 } })));
    // The connection's own limits are per command, and waiting for a connection is none.
    if (!(await within(ANSWER_MS, adding))) throw new Error(`The queue did not answer within ${ANSWER_MS} ms.`);
    await adding;
  }

  private async addTo(queue: Queue, jobs: Parameters<Queue['addBulk']>[0]): Promise<void> {
    if (this.redis || jobs.length > FEW) await queue.addBulk(jobs);
    else await Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)));
  }

  /** Starts a worker. The processor sees the id only; what it throws is logged, for the row keeps its own account. */
  work(queueName: string, concurrency: number, processor: Processor): void {
    const run = async (job: Job): Promise<void> => processor(job.data as WakeUpJob);
    const worker = this.redis ? this.redisWorker(queueName, concurrency, run) : this.postgresWorker(queueName, concurrency, run);
    worker.on('error', (error: Error) => this.log.warn(`Queue ${queueName}: ${error.message}`));
    worker.on('failed', (_job: unknown, error: Error) => this.log.warn(`Job of ${queueName} failed: ${error.message}`));
    this.workers.push(worker);
  }

  /** True when the backend answers within two seconds. */
  async ping(): Promise<boolean> {
    const answer = this.redis ? this.redis.answers() : this.postgresProducer().query('SELECT 1').then(() => true, () => false);
    return (await within(ANSWER_MS, answer)) && answer;
  }

  /** Takes no more jobs and lets those that run finish; then only `close` is left. */
  async stopWorking(): Promise<void> {
    this.stopping ??= this.stopWorkers();
    await this.stopping;
  }

  private async stopWorkers(): Promise<void> {
    this.closing = true;
    const closed = Promise.allSettled(this.workers.map((worker) => worker.close()));
    // Without Redis there is nobody to take leave of; what is being carried out ends before the database is closed.
    if (this.redis?.isReady ?? true) await within(CLOSE_PATIENCE_MS, closed);
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    await this.stopWorking();
    await within(CLOSE_PATIENCE_MS, Promise.allSettled([...this.queues.values()].map((queue) => queue.close())));
    for (const connection of [this.redis?.connection, ...this.workerConnections]) connection?.disconnect();
    await within(CLOSE_PATIENCE_MS, Promise.allSettled(this.pools.map((pool) => pool.end())));
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = (this.redis
      ? new Queue(name, { connection: this.redis.connection })
      : new (withBackend(createPostgresBackend).Queue)(name, { connection: this.postgresProducer() })) as Queue;
    queue.on('error', (error: Error) => this.log.warn(`Queue ${name}: ${error.message}`));
    // BullMQ asks the backend for its version once, and a queue that got no answer stays of no use: the next add makes a new one.
    queue.waitUntilReady().catch(() => {
      this.queues.delete(name);
      queue.close().catch(() => undefined);
    });
    this.queues.set(name, queue);
    return queue;
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

  private postgresProducer(): pg.Pool {
    this.producerPool ??= this.newPool(2, 'producer', `-c statement_timeout=${ANSWER_MS}`);
    return this.producerPool;
  }

  private newPool(max: number, name: string, limits = ''): pg.Pool {
    const pool = new pg.Pool({
      connectionString: this.options.databaseUrl, max, keepAlive: true, connectionTimeoutMillis: 5000,
      application_name: `adh-queue-${name}`, options: `-c search_path=${QUEUE_SCHEMA} ${limits}`,
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
