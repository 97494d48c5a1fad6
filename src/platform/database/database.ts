import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DataSource, type EntityManager, type MixedList, type ObjectLiteral } from 'typeorm';
import type { Instant } from '../../kernel/index.js';
import { Tx } from './transaction.js';

// A frozen or hung process must not hold the clock (DESIGN.md, "Locks"). Milliseconds.
const SESSION_LIMITS = { idle_in_transaction_session_timeout: 3000, lock_timeout: 5000, statement_timeout: 15000 };

// A queue that accepts and never answers must not hold up the decision that has been committed. Milliseconds.
const HOOK_PATIENCE_MS = 1500;

// Deadlock and serialisation failure: the other side has won; ours can be done again.
const RETRYABLE = new Set(['40P01', '40001']);
const RETRIES = 3;

export type Entities = MixedList<string | (new () => ObjectLiteral)>;

/** One pool of connections. The web, the workers and the sweep each have their own instance. */
export class Database {
  private readonly log = new Logger('Database');

  private constructor(readonly source: DataSource) {}

  /** Connects. `poolSize` counts against the server's max_connections for every process. */
  static async connect(url: string, poolSize: number, name: string, entities: Entities = []): Promise<Database> {
    const options = Object.entries(SESSION_LIMITS).map(([key, value]) => `-c ${key}=${value}`).join(' ');
    const source = new DataSource({
      type: 'postgres',
      url,
      entities: entities as (new () => ObjectLiteral)[],
      applicationName: `adh-${name}`,
      poolSize,
      connectTimeoutMS: 5000,
      extra: { options, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
      // An idle connection that the server dropped is replaced by the pool; without a handler it would end the process.
      poolErrorHandler: () => undefined,
    });
    await source.initialize();
    return new Database(source);
  }

  /**
   * Runs `work` in one transaction; what it hands to `tx.afterCommit` runs once the commit is certain.
   * Deadlocks and serialisation failures are tried again up to three times with the work from its start.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const hooks: (() => Promise<void> | void)[] = [];
      try {
        const result = await this.source.transaction((manager) => work(new Tx(manager, hooks)));
        await this.runHooks(hooks);
        return result;
      } catch (error) {
        if (attempt >= RETRIES || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
        await sleep(10 * 2 ** attempt + Math.random() * 20);
      }
    }
  }

  // The commit stands whatever a hook does: what a hook fails to wake, or takes too long to wake, the sweep finds.
  private async runHooks(hooks: readonly (() => Promise<void> | void)[]): Promise<void> {
    if (hooks.length === 0) return;
    const patience = new AbortController();
    await Promise.race([this.runEach(hooks), sleep(HOOK_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }

  private async runEach(hooks: readonly (() => Promise<void> | void)[]): Promise<void> {
    for (const hook of hooks) {
      try {
        await hook();
      } catch (error) {
        this.log.warn(`After-commit wake-up failed; the sweep takes over. ${String(error)}`);
      }
    }
  }

  get manager(): EntityManager {
    return this.source.manager;
  }

  /** Rows of a query outside any transaction. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.source.query(sql, [...parameters]);
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
