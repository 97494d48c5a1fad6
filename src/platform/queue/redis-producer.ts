import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { within } from '../patience.js';

/** Whether to try again, and after how many milliseconds. */
export type RetryStrategy = (times: number) => number | null;

/** How long a queue may take to connect, or to answer. After that it counts as away, and the sweep does its work. Milliseconds. */
export const ANSWER_MS = 2000;
// A little less: whoever gives up a command and tries again finds the connection gone, instead of waiting once more.
const SILENCE_MS = ANSWER_MS - 200;

/**
 * The connection that jobs are added through. Nothing waits for it: commands are not kept for later, one that gets no answer
 * fails after ANSWER_MS and takes the connection with it, so that the next ones fail at once until Redis is back.
 * Not for workers: their blocking commands wait longer than that.
 */
export class RedisProducer {
  readonly connection: Redis;
  private readonly log = new Logger('Queue');
  private readonly firstAttempt: Promise<unknown>;

  constructor(url: string, retryStrategy: RetryStrategy) {
    this.connection = new Redis(url, {
      enableOfflineQueue: false, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 1,
      connectTimeout: ANSWER_MS, commandTimeout: ANSWER_MS, socketTimeout: SILENCE_MS, retryStrategy,
    });
    this.connection.on('error', (error: Error) => this.log.debug(`Redis: ${error.message}`));
    this.firstAttempt = new Promise((resolve) => this.connection.once('ready', resolve).once('close', resolve));
  }

  /** True when commands can be given now. Only the very first connection is waited for; after that, not ready is an outage. */
  async ready(): Promise<boolean> {
    await within(ANSWER_MS, this.firstAttempt);
    return this.isReady;
  }

  get isReady(): boolean {
    return this.connection.status === 'ready';
  }

  /** True when it answers within ANSWER_MS. */
  async answers(): Promise<boolean> {
    return (await this.ready()) && (await this.connection.ping().catch(() => '')) === 'PONG';
  }

  /** What Redis does when its memory is full; undefined when it does not answer. */
  async evictionPolicy(): Promise<string | undefined> {
    if (!(await this.ready())) return undefined;
    const info = await this.connection.info('memory').catch(() => '');
    return /maxmemory_policy:(\S+)/.exec(info)?.[1];
  }
}
