import { Injectable, Logger } from '@nestjs/common';
import { sqlState, type Database, type Tx } from '../database/index.js';
import type { DueMoment } from './definition.js';
import { DueMomentRegistry } from './registry.js';

// Seconds until the next try after the first, second, … failure; then every two minutes, for ever.
const BACKOFF_SECONDS = [1, 5, 15, 60, 120];
const FAILURES_UNTIL_REPORT = 5;

type Row = {
  id: string; kind: string; subject_id: string; due_version: number; due_at: Date; attempts: number;
};

// Nobody waits long for what another process holds: one that froze while several of its sessions waited would be given the lock
// again and again, and each time until the session limit ends it.
const LOCK_PATIENCE = `SET LOCAL lock_timeout = '1s'`;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * What became of one attempt: `not-due` came early, `gone` was done by someone else or superseded, `busy`: somebody holds what it
 * needs. That is nobody's failure: the next sweep tries again.
 */
export type CarriedOut = 'done' | 'not-due' | 'gone' | 'busy' | 'failed';

/** Carries out one due moment: the aggregate's lock, then the claim, then the clock, then the effects — in one transaction. */
@Injectable()
export class CarryOut {
  private readonly log = new Logger('DueMoments');

  constructor(private readonly registry: DueMomentRegistry) {}

  async one(database: Database, id: string): Promise<CarriedOut> {
    const rows = await database.query<Row>(`SELECT * FROM due_moments WHERE id = $1 AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL`, [id]);
    const row = rows[0];
    if (!row) return 'gone';
    const handler = this.registry.handlerOf(row.kind);
    // Planned by a newer release: a process that does not know the kind leaves it to one that does.
    if (!handler) return 'gone';
    try {
      return await database.transaction(async (tx) => {
        await tx.query(LOCK_PATIENCE);
        await handler.lock(tx, row.subject_id);
        const moment = await this.claim(tx, id);
        if (!moment) return 'gone';
        const now = await tx.now();
        if (moment.dueAt > now) return 'not-due';
        // First: a handler may plan the next moment of its kind for the same subject, which would supersede an open one.
        await tx.query('UPDATE due_moments SET done_at = $2 WHERE id = $1', [id, now]);
        await handler.carryOut(tx, moment, now);
        return 'done';
      });
    } catch (error) {
      if (sqlState(error) === LOCK_NOT_AVAILABLE) return 'busy';
      await this.fail(database, id, error);
      return 'failed';
    }
  }

  private async claim(tx: Tx, id: string): Promise<DueMoment | undefined> {
    const rows = await tx.query<Row>(
      `SELECT * FROM due_moments WHERE id = $1 AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL FOR UPDATE`,
      [id],
    );
    const row = rows[0];
    return row && { id: row.id, kind: row.kind, subjectId: row.subject_id, dueVersion: row.due_version, dueAt: row.due_at, attempts: row.attempts };
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
