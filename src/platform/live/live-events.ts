import { EventEmitter } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';
import pg from 'pg';
import { LIVE_CHANNEL } from '../database/index.js';

const RECONNECT_MS = 1000;
const PROBE_MS = 5000;
const PROBE_ANSWER_MS = 3000;

/**
 * Hears NOTIFY on one connection of its own. A half-open line is found by a probe through the same channel;
 * after every reconnect listeners get `resync`, because what was said meanwhile is lost.
 */
@Injectable()
export class LiveEvents {
  private readonly log = new Logger('LiveEvents');
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private client: pg.Client | undefined;
  private probeTimer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly probeId = `probe-${process.pid}-${Math.random().toString(36).slice(2)}`;

  constructor(private readonly url: string) {}

  /**
   * Connects and proves with a NOTIFY round trip that this is a session, not a transaction pooler.
   * Throws with the reason when nothing comes back.
   */
  async start(): Promise<void> {
    await this.connect();
    if (!(await this.probe())) {
      await this.stop();
      throw new Error('DATABASE_DIRECT_URL does not pass NOTIFY on: it must reach PostgreSQL itself, not a transaction pooler.');
    }
    this.probeTimer = setInterval(() => void this.check(), PROBE_MS);
    this.probeTimer.unref();
  }

  /** Calls `listener` for each event of the topic; returns how to stop. */
  onChange(topic: string, listener: (id: string) => void): () => void {
    return this.listen(topic, listener);
  }

  /** Calls `listener` when events may have been missed: read again whatever you show. */
  onResync(listener: () => void): () => void {
    return this.listen('resync', listener);
  }

  async stop(): Promise<void> {
    this.closed = true;
    clearInterval(this.probeTimer);
    clearTimeout(this.retryTimer);
    await this.client?.end().catch(() => undefined);
  }

  private listen(event: string, listener: (id: string) => void): () => void {
    this.emitter.on(event, listener);
    return () => this.emitter.off(event, listener);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'adh-live', keepAlive: true, connectionTimeoutMillis: 5000 });
    client.on('error', () => this.reconnect(client));
    client.on('end', () => this.reconnect(client));
    client.on('notification', (message) => this.heard(message.payload ?? ''));
    await client.connect();
    await client.query(`LISTEN ${LIVE_CHANNEL}`);
    this.client = client;
  }

  private heard(payload: string): void {
    const at = payload.indexOf(':');
    if (at > 0) this.emitter.emit(payload.slice(0, at), payload.slice(at + 1));
  }

  private reconnect(lost: pg.Client): void {
    if (this.closed || (this.client && this.client !== lost) || this.retryTimer) return;
    this.client = undefined;
    this.retryTimer = setTimeout(() => {
      this.retryTimer = undefined;
      this.connect().then(
        () => {
          this.log.log('Live line is back.');
          this.emitter.emit('resync');
        },
        () => this.reconnect(lost),
      );
    }, RECONNECT_MS);
  }

  private async check(): Promise<void> {
    const client = this.client;
    if (!client || (await this.probe())) return;
    this.log.warn('Live line is silent; connecting again.');
    client.removeAllListeners('end');
    void client.end().catch(() => undefined);
    this.reconnect(client);
  }

  private probe(): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = this.listen('probe', (id) => { if (id === this.probeId) finish(true); });
      const timer = setTimeout(() => finish(false), PROBE_ANSWER_MS);
      const finish = (heard: boolean): void => { clearTimeout(timer); stop(); resolve(heard); };
      this.client?.query('SELECT pg_notify($1, $2)', [LIVE_CHANNEL, `probe:${this.probeId}`]).catch(() => finish(false));
    });
  }
}
