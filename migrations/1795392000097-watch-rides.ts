import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A ride has a time at which it should arrive; one that does not is alarmed, and one that did not go is cancelled. */
export class WatchRides1795392000097 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE rides
        ADD COLUMN expected_at timestamptz,
        ADD COLUMN alarmed_at timestamptz,
        ADD COLUMN cancelled_at timestamptz,
        ADD COLUMN cancel_reason text;
      UPDATE rides SET expected_at = departed_at + interval '90 minutes';
      ALTER TABLE rides
        ALTER COLUMN expected_at SET NOT NULL,
        ADD CHECK (departed_at < expected_at),
        ADD CHECK (num_nulls(cancelled_at, cancel_reason) IN (0, 2)),
        ADD CHECK (arrived_at IS NULL OR cancelled_at IS NULL);
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DELETE FROM due_moments WHERE kind = 'ride.missing';
      ALTER TABLE rides DROP COLUMN expected_at, DROP COLUMN alarmed_at, DROP COLUMN cancelled_at, DROP COLUMN cancel_reason;
    `);
  }
}
