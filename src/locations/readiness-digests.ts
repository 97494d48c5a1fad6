import { Injectable } from '@nestjs/common';
import { DIGEST_POLICY } from '../../config/digest.js';
import type { Criterion } from '../../config/readiness.js';
import { newId, type Instant, type LocalDay } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { digestsOpen, type ExpiryNotice } from './domain/index.js';
import { READINESS_DIGEST } from './due-moments.js';

/** Something to tell: of a criterion of a location that was going to stop counting at `stopsAt`. `daysBefore` 0: it has. */
export type ToldExpiry = { readonly locationId: string; readonly criterion: Criterion; readonly daysBefore: number; readonly stopsAt: Instant };

/** To tell of a defect: that it was noted for the organisation to see to, or that its day has passed. */
export type ToldDefect = { readonly defectId: string; readonly news: 'opened' | 'overdue' };

export type ReadinessDigest = {
  readonly id: string;
  readonly organisationId: string;
  readonly day: LocalDay;
  readonly sentAt: Instant | null;
  readonly expiries: readonly ToldExpiry[];
  readonly defects: readonly ToldDefect[];
};

/** What organisations are to be told of, collected per organisation and day. */
@Injectable()
export class ReadinessDigests {
  constructor(private readonly dueMoments: DueMoments) {}

  /**
   * The digest of the organisation that something found now joins: the first that has not gone out, made and planned when
   * there is none. The row is locked, so that it cannot go out before this transaction is through.
   */
  async join(tx: Tx, organisationId: string): Promise<string> {
    const now = await tx.now();
    for (const { day, sendAt } of digestsOpen(now, DIGEST_POLICY)) {
      const mine = newId();
      const [row] = await tx.query<{ id: string }>(
        `INSERT INTO readiness_digests AS d (id, organisation_id, day, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation_id, day) DO UPDATE SET day = EXCLUDED.day WHERE d.sent_at IS NULL RETURNING id`,
        [mine, organisationId, day, now]);
      if (row?.id === mine) await this.dueMoments.plan(tx, [{ definition: READINESS_DIGEST, subjectId: mine, dueAt: sendAt }]);
      if (row) return row.id;
    }
    throw new Error(`Organisation ${organisationId} has no digest left to join.`);
  }

  /** Writes down what is to be told; of one criterion what came last. */
  async add(tx: Tx, digestId: string, locationId: string, notices: readonly ExpiryNotice[]): Promise<void> {
    for (const { expiry, daysBefore } of notices) {
      await tx.query(
        `INSERT INTO readiness_digest_expiries (digest_id, location_id, criterion, days_before, stops_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (digest_id, location_id, criterion) DO UPDATE SET days_before = EXCLUDED.days_before, stops_at = EXCLUDED.stops_at`,
        [digestId, locationId, expiry.criterion, daysBefore, expiry.stopsAt]);
    }
  }

  /** Writes down that a defect is to be told of; that it is overdue goes before that it is new. */
  async addDefect(tx: Tx, digestId: string, defectId: string, news: ToldDefect['news']): Promise<void> {
    await tx.query(
      `INSERT INTO readiness_digest_defects (digest_id, defect_id, news) VALUES ($1, $2, $3) ON CONFLICT (digest_id, defect_id) DO UPDATE SET news = EXCLUDED.news`, [digestId, defectId, news]);
  }

  /** Undefined when there is none. */
  async byId(source: Tx | Database, id: string): Promise<ReadinessDigest | undefined> {
    const [digest] = await source.query<{ id: string; organisation_id: string; day: string; sent_at: Date | null }>(
      'SELECT id, organisation_id, day::text AS day, sent_at FROM readiness_digests WHERE id = $1', [id]);
    if (!digest) return undefined;
    const rows = await source.query<{ location_id: string; criterion: Criterion; days_before: number; stops_at: Date }>(
      'SELECT location_id, criterion, days_before, stops_at FROM readiness_digest_expiries WHERE digest_id = $1', [id]);
    const defects = await source.query<ToldDefect>('SELECT defect_id AS "defectId", news FROM readiness_digest_defects WHERE digest_id = $1', [id]);
    return {
      defects, id: digest.id, organisationId: digest.organisation_id, day: digest.day, sentAt: digest.sent_at,
      expiries: rows.map((row) => ({ locationId: row.location_id, criterion: row.criterion, daysBefore: row.days_before, stopsAt: row.stops_at })),
    };
  }

  /** Nothing more can join it. */
  async close(tx: Tx, id: string): Promise<void> {
    await tx.query('UPDATE readiness_digests SET sent_at = $2 WHERE id = $1', [id, await tx.now()]);
  }
}
