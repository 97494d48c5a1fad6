import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A ride has a time at which it should arrive; one that does not is alarmed, and one that did not go is cancelled. */
export class WatchRides1795392000097 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE rides
        -- The version that still runs while this is carried out does not say when a ride should arrive: as long as one usually takes.
        ADD COLUMN expected_at timestamptz NOT NULL DEFAULT app_now() + interval '90 minutes',
        ADD COLUMN alarmed_at timestamptz,
        ADD COLUMN cancelled_at timestamptz,
        ADD COLUMN cancel_reason text;
      UPDATE rides SET expected_at = departed_at + interval '90 minutes';
      ALTER TABLE rides
        ADD CHECK (departed_at < expected_at),
        ADD CHECK (num_nulls(cancelled_at, cancel_reason) IN (0, 2)),
        ADD CHECK (arrived_at IS NULL OR cancelled_at IS NULL);

      -- Who is under way already is watched like who leaves from now on, at once where it is past. Of activations that ended long ago no arrival could be reported.
      INSERT INTO due_moments (id, kind, subject_id, lane, due_version, due_at, next_try_at, created_at)
      SELECT gen_random_uuid(), 'ride.missing', r.id, 'activation', 1, m.due_at, m.due_at, app_now()
        FROM rides r JOIN activations a ON a.id = r.activation_id
       CROSS JOIN LATERAL (SELECT greatest(r.expected_at, r.reported_at) + interval '30 minutes' AS due_at) m
       WHERE r.arrived_at IS NULL AND (a.status = 'running' OR r.departed_at > app_now() - interval '6 hours');
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DELETE FROM due_moments WHERE kind = 'ride.missing';
      ALTER TABLE rides DROP COLUMN expected_at, DROP COLUMN alarmed_at, DROP COLUMN cancelled_at, DROP COLUMN cancel_reason;
    `);
  }
}
