import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The end of a reservation period: an extension is a request of its own, a release is a fact with a date. */
export class AddPeriodEnd1795392000031 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE reserve_requests
        -- The request of which this one is the next period: asked anew, and answered anew.
        ADD COLUMN extends_id uuid REFERENCES reserve_requests (id),
        ADD COLUMN released_at timestamptz,
        -- From this day the time runs for which what is left of it may be kept.
        ADD COLUMN retention_from date;
      UPDATE reserve_requests SET released_at = answered_at, retention_from = (answered_at AT TIME ZONE 'Europe/Amsterdam')::date WHERE answer = 'released';
      ALTER TABLE reserve_requests
        ADD CHECK ((answer = 'released') = (released_at IS NOT NULL)),
        ADD CHECK ((released_at IS NULL) = (retention_from IS NULL)),
        ADD CHECK (extends_id <> id);
      CREATE UNIQUE INDEX reserve_requests_one_extension ON reserve_requests (extends_id) WHERE answer <> 'released';

      -- Requests that are there already are told of their end like new ones; what is past has lapsed.
      INSERT INTO due_moments (id, kind, subject_id, lane, due_version, due_at, next_try_at, created_at, lapsed_at)
      SELECT gen_random_uuid(), m.kind, r.id, 'routine', 1, m.due_at, m.due_at, app_now(), CASE WHEN m.due_at < app_now() THEN app_now() END
        FROM reserve_requests r
       CROSS JOIN LATERAL (
         SELECT 'reserve.period-ends-in-' || weeks || '-weeks', ((r.period_to - weeks * 7)::timestamp AT TIME ZONE 'Europe/Amsterdam') + interval '9 hours' FROM unnest(ARRAY[8, 4, 2]) AS weeks
         UNION ALL SELECT 'reserve.period-ended', (r.period_to + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam') AS m (kind, due_at)
       WHERE r.answer <> 'released';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DELETE FROM due_moments WHERE kind LIKE 'reserve.period-%';
      ALTER TABLE reserve_requests DROP COLUMN extends_id, DROP COLUMN released_at, DROP COLUMN retention_from;`);
  }
}
