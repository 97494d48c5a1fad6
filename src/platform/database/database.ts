import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource, type EntityManager, type MixedList, type ObjectLiteral } from 'typeorm';
import type { Instant } from '../../kernel/index.js';
import { within } from '../patience.js';
import { SESSION_OPTIONS, SILENCE_MS } from './session-limits.js';
import { Tx, type Hook } from './transaction.js';

// Waking a queue takes a few milliseconds. One that accepts and does not answer must not hold up whoever decided: after
// this long the answer goes out, and the wake-up goes on behind it (`wakeUpsEnded`).
const WAKE_UP_PATIENCE_MS = 250;

// Deadlock and serialisation failure: the other side has won; ours can be done again.
const RETRYABLE = new Set(['40P01', '40001']);
const RETRIES = 3;

export type ConnectionNature = {
  /** After so long without a word a connection is given up. Milliseconds. */
  readonly silenceMs?: number;
  /** No pooler stands between us and the server: what a session knows it still knows at the next statement. */
  readonly keepsSession?: boolean;
};

export type Entities = MixedList<string | (new () => ObjectLiteral)>;

/** One pool of connections. The web, the workers and the sweep each have their own instance. */
export class Database {
  private readonly log = new Logger('Database');
  private readonly wakingUp = new Set<Promise<unknown>>();

  private constructor(
    readonly source: DataSource,
    private readonly keepsSession: boolean,
  ) {}

  /** Connects. `poolSize` counts against the server's max_connections for every process; Throws when it does not let us in. */
  static async connect(url: string, poolSize: number, name: string, entities: Entities = [], { silenceMs = SILENCE_MS, keepsSession = false }: ConnectionNature = {}): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url,
      entities: entities as (new () => ObjectLiteral)[],
      applicationName: `adh-${name}`,
      poolSize,
      connectTimeoutMS: 5000,
      extra: { options: SESSION_OPTIONS, keepAlive: true, keepAliveInitialDelayMillis: 10_000, stream: () => socketThatEnds(silenceMs) },
      // An idle connection that the server dropped is replaced by the pool; without a handler it would end the process.
      poolErrorHandler: () => undefined,
    });
    await source.initialize();
    return new Database(source, keepsSession);
  }

  /**
   * Runs `work` in one transaction; what it hands to `tx.afterCommit` runs once the commit is certain.
   * Deadlocks and serialisation failures are tried again up to three times with the work from its start.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const hooks: Hook[] = [];
      try {
        const result = await this.source.transaction((manager) => carriedOutIn(new Tx(manager, hooks), work));
        await this.runHooks(hooks);
        return result;
      } catch (error) {
        if (attempt >= RETRIES || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
        await sleep(10 * 2 ** attempt + Math.random() * 20);
      }
    }
  }

  // The commit stands whatever a hook does: what a hook fails to wake, or takes too long to wake, the sweep finds.
  private async runHooks(hooks: readonly Hook[]): Promise<void> {
    if (hooks.length === 0) return;
    const all = Promise.all(hooks.map((hook) => this.runHook(hook))).finally(() => this.wakingUp.delete(all));
    this.wakingUp.add(all);
    await within(WAKE_UP_PATIENCE_MS, all);
  }

  private async runHook(hook: Hook): Promise<void> {
    try {
      await hook();
    } catch (error) {
      this.log.warn(`After-commit wake-up failed; the sweep takes over. ${String(error)}`);
    }
  }

  /** Resolves when no wake-up is under way any more: a stop closes the queue after that. The queue bounds how long each takes. */
  async wakeUpsEnded(): Promise<void> {
    while (this.wakingUp.size > 0) await Promise.all(this.wakingUp);
  }

  get manager(): EntityManager {
    return this.source.manager;
  }

  /** Rows of a query outside any transaction. Straight from the pool: what TypeORM does around a query costs more than many a query. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(sql, [...parameters])).rows as Row[];
  }

  /**
   * The same for a statement that comes by the thousand: each connection reads and plans it once, by its name. Not where a pooler may
   * give the next statement to another session, which does not know the name.
   */
  async prepared<Row>(name: string, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    if (!this.keepsSession) return this.query<Row>(sql, parameters);
    return (await this.pool.query({ name, text: sql, values: [...parameters] })).rows as Row[];
  }

  private get pool(): Pool {
    return (this.source.driver as unknown as { readonly master: Pool }).master;
  }

  /** The database's time, shift included. For reading pages; a decision reads it in its transaction, after the lock. */
  async now(): Promise<Instant> {
    const rows = await this.query<{ now: Date }>('SELECT app_now() AS now');
    return rows[0]!.now;
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

async function carriedOutIn<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await work(tx);
  await tx.sendNotices();
  return result;
}

// A query on a connection that is half open would wait for as long as the operating system does: a quarter of an hour.
function socketThatEnds(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => socket.destroy(new Error(`PostgreSQL was silent for ${silenceMs / 1000} s.`)));
  return socket;
}

/** The five-character SQLSTATE of a database error, if it is one. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code ?? (error as { driverError?: { code?: unknown } } | null)?.driverError?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The name of the constraint that a database error violates, if any. */
export function violatedConstraint(error: unknown): string | undefined {
  const holder = error as { constraint?: unknown; driverError?: { constraint?: unknown } } | null;
  const name = holder?.constraint ?? holder?.driverError?.constraint;
  return typeof name === 'string' ? name : undefined;
}
