import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import pg from 'pg';
import { LIVE_CHANNEL } from '../database/index.js';
import { within } from '../patience.js';

/** Milliseconds: between two attempts to connect, between two probes, and how long an answer may take. */
export type LiveTiming = { readonly reconnectMs: number; readonly probeMs: number; readonly answerMs: number };

const TIMING: LiveTiming = { reconnectMs: 1000, probeMs: 5000, answerMs: 3000 };
// A goodbye is polite and may be lost: a line that is half open never confirms it. Milliseconds.
const GOODBYE_MS = 1000;

type Line = { readonly client: pg.Client; readonly socket: Socket };

/**
 * Hears NOTIFY on one connection of its own. A half-open line is found by a probe through the same channel;
 * after every reconnect listeners get `resync`, because what was said meanwhile is lost.
 */
@Injectable()
export class LiveEvents {
  private readonly log = new Logger('LiveEvents');
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private line: Line | undefined;
  private probeTimer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private probing = false;
  private closed = false;
  private readonly probeId = `probe-${process.pid}-${Math.random().toString(36).slice(2)}`;
  private readonly timing: LiveTiming;

  constructor(private readonly url: string, timing: Partial<LiveTiming> = {}) {
    this.timing = { ...TIMING, ...timing };
  }

  /**
   * Connects and proves with a NOTIFY round trip that this is a session, not a transaction pooler.
   * Throws with the reason when nothing comes back.
   */
  async start(): Promise<void> {
    const line = await this.connect();
    if (!(await this.probe(line))) {
      await this.stop();
      throw new Error('DATABASE_DIRECT_URL does not pass NOTIFY on: it must reach PostgreSQL itself, not a transaction pooler.');
    }
    this.probeTimer = setInterval(() => void this.check(), this.timing.probeMs);
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

  /** Hangs up, also where nobody answers any more. */
  async stop(): Promise<void> {
    this.closed = true;
    clearInterval(this.probeTimer);
    clearTimeout(this.retryTimer);
    // A line that is just being laid is hung up as soon as it is there, or is not (`connect`).
    if (this.line) await this.hangUp(this.line);
  }

  private listen(event: string, listener: (id: string) => void): () => void {
    this.emitter.on(event, listener);
    return () => this.emitter.off(event, listener);
  }

  private async connect(): Promise<Line> {
    const line = this.newLine();
    try {
      await line.client.connect();
      await line.client.query(`LISTEN ${LIVE_CHANNEL}`);
      if (this.closed) throw new Error('Stopped while connecting.');
      this.line = line;
      return line;
    } catch (error) {
      await this.hangUp(line);
      throw error;
    }
  }

  private newLine(): Line {
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: this.url, application_name: 'adh-live', keepAlive: true, stream: () => socket,
      connectionTimeoutMillis: 5000, query_timeout: this.timing.answerMs,
    });
    const line = { client, socket };
    client.on('error', () => this.lost(line));
    client.on('end', () => this.lost(line));
    client.on('notification', (message) => this.heard(message.payload ?? ''));
    return line;
  }

  private async hangUp({ client, socket }: Line): Promise<void> {
    await within(GOODBYE_MS, client.end());
    socket.destroy();
  }

  private heard(payload: string): void {
    const at = payload.indexOf(':');
    if (at > 0) this.emitter.emit(payload.slice(0, at), payload.slice(at + 1));
  }

  private lost(line: Line): void {
    if (this.line !== line) return;
    this.line = undefined;
    this.connectLater();
  }

  private connectLater(): void {
    if (this.closed) return;
    this.retryTimer = setTimeout(() => {
      this.connect().then(
        () => {
          this.log.log('Live line is back.');
          this.emitter.emit('resync');
        },
        () => this.connectLater(),
      );
    }, this.timing.reconnectMs);
  }

  private async check(): Promise<void> {
    const line = this.line;
    if (!line || this.probing) return;
    this.probing = true;
    const heard = await this.probe(line);
    this.probing = false;
    if (heard || this.line !== line) return;
    this.log.warn('Live line is silent; connecting again.');
    this.lost(line);
    await this.hangUp(line);
  }

  private probe({ client }: Line): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = this.listen('probe', (id) => { if (id === this.probeId) finish(true); });
      const timer = setTimeout(() => finish(false), this.timing.answerMs);
      const finish = (heard: boolean): void => { clearTimeout(timer); stop(); resolve(heard); };
      client.query('SELECT pg_notify($1, $2)', [LIVE_CHANNEL, `probe:${this.probeId}`]).catch(() => finish(false));
    });
  }
}
