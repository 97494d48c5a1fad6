import { Injectable, Logger } from '@nestjs/common';
import { sqlState, type Database, type Tx } from '../database/index.js';
import type { DueMoment, DueMomentHandler } from './definition.js';
import { DueMomentRegistry } from './registry.js';

// Seconds until the next try after the first, second, … failure; then every two minutes, for ever.
const BACKOFF_SECONDS = [1, 5, 15, 60, 120];
const FAILURES_UNTIL_REPORT = 5;

type Row = {
  id: string; kind: string; subject_id: string; due_version: number; due_at: Date; attempts: number; open: boolean;
};

// Nobody waits long for what another process holds: one that froze while several of its sessions waited would be given the lock
// again and again, and each time until the session limit ends it.
const LOCK_PATIENCE = `SET LOCAL lock_timeout = '1s'`;
const LOCK_NOT_AVAILABLE = '55P03';

const OPEN = 'done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL';
// Whether it is open is told, not asked for: the planner would rather search the index of all that are.
const BY_ID = `SELECT *, ${OPEN} AS open FROM due_moments WHERE id = $1`;

// The clock is read when the row is held. What comes early stays as it is.
const MARK_DONE = `
  UPDATE due_moments d SET done_at = app_now()
    FROM (SELECT id AS held_id, ${OPEN} AS open FROM due_moments WHERE id = $1 FOR UPDATE) held
   WHERE d.id = held.held_id AND held.open AND d.due_at <= app_now() RETURNING d.*`;

const momentOf = (row: Row): DueMoment => ({ id: row.id, kind: row.kind, subjectId: row.subject_id, dueVersion: row.due_version, dueAt: row.due_at, attempts: row.attempts });

/**
 * What became of one attempt: `gone` came early, was done by someone else or superseded; `busy`: somebody holds what it needs. That
 * is nobody's failure: the next sweep tries again.
 */
export type CarriedOut = 'done' | 'gone' | 'busy' | 'failed';

/** Carries out one due moment: the aggregate's lock, then the claim, then the clock, then the effects — in one transaction. */
@Injectable()
export class CarryOut {
  private readonly log = new Logger('DueMoments');
  private underWay = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly registry: DueMomentRegistry) {}

  /** Resolves when this process carries out nothing of an activation, at once or at the latest after so long: for work that can wait for what is due. */
  async calm(patienceMs: number): Promise<void> {
    if (this.underWay === 0) return;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        clearTimeout(timer);
        this.waiting.delete(goOn);
        resolve();
      };
      const timer = setTimeout(goOn, patienceMs);
      this.waiting.add(goOn);
    });
  }

  /** One after the other. The first may carry out what the others are about: what is done already is passed over. */
  async each(database: Database, ids: readonly string[]): Promise<void> {
    let left = [...ids];
    for (let next = left.shift(); next; next = left.shift()) {
      await this.one(database, next);
      if (left.length > 0) left = await this.stillOpen(database, left);
    }
  }

  private async stillOpen(database: Database, ids: readonly string[]): Promise<string[]> {
    const rows = await database.query<{ id: string; open: boolean }>(`SELECT id, ${OPEN} AS open FROM due_moments WHERE id = ANY($1::uuid[])`, [ids]);
    const open = new Set(rows.filter((row) => row.open).map((row) => row.id));
    return ids.filter((id) => open.has(id));
  }

  async one(database: Database, id: string): Promise<CarriedOut> {
    const [row] = await database.query<Row>(BY_ID, [id]);
    if (!row?.open) return 'gone';
    const handler = this.registry.handlerOf(row.kind);
    // Planned by a newer release: a process that does not know the kind leaves it to one that does.
    if (!handler) return 'gone';
    if (this.registry.definitionOf(row.kind)?.lane !== 'activation') return this.attempt(database, row, handler);
    this.underWay += 1;
    try {
      return await this.attempt(database, row, handler);
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) for (const goOn of [...this.waiting]) goOn();
    }
  }

  private async attempt(database: Database, { id, subject_id: subjectId }: Row, handler: DueMomentHandler): Promise<CarriedOut> {
    try {
      return await database.transaction(async (tx) => {
        await tx.query(LOCK_PATIENCE);
        await handler.lock(tx, subjectId);
        // Marked first: a handler may plan the next moment of its kind for the same subject, which would supersede an open one.
        const [done] = await tx.query<Row & { done_at: Date }>(MARK_DONE, [id]);
        if (!done) return 'gone';
        tx.startClock(done.done_at);
        await handler.carryOut(tx, momentOf(done), done.done_at);
        return 'done';
      });
    } catch (error) {
      if (sqlState(error) === LOCK_NOT_AVAILABLE) return 'busy';
      await this.fail(database, id, error);
      return 'failed';
    }
  }

  private async claim(tx: Tx, id: string): Promise<DueMoment | undefined> {
    const [row] = await tx.query<Row>(`${BY_ID} FOR UPDATE`, [id]);
    return row?.open ? momentOf(row) : undefined;
  }

  // Its own transaction: the failed one is gone, and the failure must be seen.
  private async fail(database: Database, id: string, error: unknown): Promise<void> {
    const text = error instanceof Error ? error.message : String(error);
    this.log.error(`Due moment ${id} failed: ${text}`, error instanceof Error ? error.stack : undefined);
    await database.transaction(async (tx) => {
      const moment = await this.claim(tx, id);
      if (!moment) return;
      const now = await tx.now();
      const wait = BACKOFF_SECONDS[Math.min(moment.attempts, BACKOFF_SECONDS.length - 1)]!;
      await tx.query(
        `UPDATE due_moments SET attempts = attempts + 1, last_error = left($2, 500), next_try_at = $3::timestamptz + make_interval(secs => $4) WHERE id = $1`,
        [id, text, now, wait],
      );
    });
    await this.report(database, id, text);
  }

  private async report(database: Database, id: string, text: string): Promise<void> {
    const reporter = this.registry.failureReporter;
    if (!reporter) return;
    try {
      await database.transaction(async (tx) => {
        const moment = await this.claim(tx, id);
        if (!moment || moment.attempts < FAILURES_UNTIL_REPORT) return;
        const now = await tx.now();
        const first = await tx.query<{ id: string }>('UPDATE due_moments SET reported_at = $2 WHERE id = $1 AND reported_at IS NULL RETURNING id', [id, now]);
        if (first.length > 0) await reporter(tx, moment, text, now);
      });
    } catch (error) {
      this.log.error(`Ops could not be told of due moment ${id}; tried again with the next failure. ${String(error)}`);
    }
  }
}
