import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Instant } from '../../kernel/index.js';

/** Tables whose rows may be locked as an aggregate, always before anything else is claimed. */
export type Aggregate = 'activations' | 'standby_locations' | 'reserve_requests' | 'trigger_requests' | 'organisations' | 'alerts' | 'readiness_digests' | 'location_imports' | 'webhook_endpoints';

/** What happens once the commit is certain: it wakes somebody up. */
export type Hook = () => Promise<void> | void;

/**
 * One transaction. Order is law: lock the aggregate, then read the clock (once), then decide and write.
 * Asking for a lock after the clock was read is a programming error: the time would be from before the wait.
 */
export class Tx {
  private clock: Instant | undefined;
  private readonly notices = new Set<string>();

  constructor(
    readonly manager: EntityManager,
    private readonly hooks: Hook[],
  ) {}

  /** Straight from the transaction's connection: what TypeORM does around a query costs more than many a query. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const connection = (await this.manager.queryRunner!.connect()) as ClientBase;
    return (await connection.query(sql, [...parameters])).rows as Row[];
  }

  /** Locks the rows in the order of their ids; returns how many of them exist. */
  async lock(aggregate: Aggregate, ...ids: readonly string[]): Promise<number> {
    if (this.clock) throw new Error(`Lock of ${aggregate} asked for after the clock was read.`);
    const rows = await this.query<{ id: string }>(
      `SELECT id FROM ${aggregate} WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
      [ids],
    );
    return rows.length;
  }

  /** The database's time, read once per transaction: call it after the locks. */
  async now(): Promise<Instant> {
    if (!this.clock) {
      const rows = await this.query<{ now: Date }>('SELECT app_now() AS now');
      this.clock = rows[0]!.now;
    }
    return this.clock;
  }

  /** Runs when the commit is certain: queue wake-ups. It must not throw for what the sweep will find anyway, nor run without end. */
  afterCommit(hook: Hook): void {
    this.hooks.push(hook);
  }

  /** Tells the live pages (ids only), once, when the transaction commits. */
  notify(topic: string, id: string): Promise<void> {
    this.notices.add(`${topic}:${id}`);
    return Promise.resolve();
  }

  /** Hands the notices to PostgreSQL, which sends them with the commit. Called as the last of the transaction. */
  async sendNotices(): Promise<void> {
    if (this.notices.size > 0) await this.query('SELECT pg_notify($1, notice) FROM unnest($2::text[]) AS notice', [LIVE_CHANNEL, [...this.notices]]);
  }

  /** The time as a statement of this transaction read it, after the locks. */
  startClock(at: Instant): void {
    this.clock ??= at;
  }
}

/** The one LISTEN/NOTIFY channel of live events. */
export const LIVE_CHANNEL = 'adh_live';
