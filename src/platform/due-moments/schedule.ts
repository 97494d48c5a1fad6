import { Injectable } from '@nestjs/common';
import { newId, type Instant } from '../../kernel/index.js';
import type { Tx } from '../database/index.js';
import { WakeUps } from '../queue/wake-ups.js';
import type { DueMomentDefinition, Lane } from './definition.js';

export type Planned = {
  readonly definition: DueMomentDefinition;
  readonly subjectId: string;
  readonly dueAt: Instant;
  /** Moments of one kind that carry the same id and are due at the same instant wake up one worker, which carries them out one after the other. */
  readonly together?: string;
};

const OPEN = 'done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL';

/** Writes due moments in the deciding transaction and wakes the queue after its commit. */
@Injectable()
export class DueMoments {
  constructor(private readonly wakeUps: WakeUps) {}

  /**
   * Plans moments. One that is already planned for the same kind and subject is superseded by the next version.
   * A moment before `now` is recorded as lapsed: it is never carried out.
   */
  async plan(tx: Tx, planned: readonly Planned[]): Promise<void> {
    if (planned.length === 0) return;
    const now = await tx.now();
    const rows = planned.map(({ definition, subjectId, dueAt, together }) => ({
      id: newId(), kind: definition.kind, subject_id: subjectId, lane: definition.lane, due_at: dueAt.toISOString(), lapsed: dueAt < now, together,
    }));
    const json = JSON.stringify(rows);
    await tx.query(
      `UPDATE due_moments d SET superseded_at = $2
         FROM jsonb_to_recordset($1::jsonb) AS p(kind text, subject_id uuid)
        WHERE d.kind = p.kind AND d.subject_id = p.subject_id AND ${OPEN}`,
      [json, now],
    );
    await tx.query(
      `INSERT INTO due_moments (id, kind, subject_id, lane, due_version, due_at, next_try_at, created_at, lapsed_at)
       SELECT p.id, p.kind, p.subject_id, p.lane,
              1 + coalesce((SELECT max(d.due_version) FROM due_moments d WHERE d.kind = p.kind AND d.subject_id = p.subject_id), 0),
              p.due_at, p.due_at, $2, CASE WHEN p.lapsed THEN $2::timestamptz END
         FROM jsonb_to_recordset($1::jsonb) AS p(id uuid, kind text, subject_id uuid, lane text, due_at timestamptz, lapsed boolean)`,
      [json, now],
    );
    // Crosswise, as the sweep does: the end of an id is chance.
    const live = rows.filter((row) => !row.lapsed).sort((one, other) => (one.id.slice(-8) < other.id.slice(-8) ? -1 : 1));
    const wakeUps = new Map<string, { id: string; others: string[]; lane: Lane; delayMs: number }>();
    for (const { id, kind, lane, due_at, together = id } of live) {
      const key = `${kind} ${due_at} ${together}`;
      const first = wakeUps.get(key);
      if (first) first.others.push(id);
      else wakeUps.set(key, { id, others: [], lane, delayMs: Math.max(0, Date.parse(due_at) - now.getTime()) });
    }
    tx.afterCommit(() => this.wakeUps.dueMoments([...wakeUps.values()]));
  }

  /** Those of these subjects for which a moment of this kind is due by now and was not carried out yet. */
  async overdue(tx: Tx, definition: DueMomentDefinition, subjectIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ subject_id: string }>(
      `SELECT subject_id FROM due_moments WHERE kind = $1 AND subject_id = ANY($2::uuid[]) AND due_at <= $3 AND ${OPEN}`, [definition.kind, subjectIds, await tx.now()]);
    return rows.map((row) => row.subject_id);
  }

  /** What was planned for these subjects need not happen any more. `kinds` empty means all kinds. */
  async supersede(tx: Tx, subjectIds: readonly string[], kinds: readonly DueMomentDefinition[] = []): Promise<void> {
    if (subjectIds.length === 0) return;
    await tx.query(
      `UPDATE due_moments SET superseded_at = $2
        WHERE subject_id = ANY($1::uuid[]) AND ${OPEN} AND (cardinality($3::text[]) = 0 OR kind = ANY($3::text[]))`,
      [subjectIds, await tx.now(), kinds.map(({ kind }) => kind)],
    );
  }
}
