import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long it really took from the call until people could come in: every measurement stays, the newest counts. */
export class CreateLeadTimeMeasurements1795392000053 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lead_time_measurements (
        id uuid PRIMARY KEY,
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        hours double precision NOT NULL CHECK (hours > 0),
        measured_at timestamptz NOT NULL,
        source text NOT NULL CHECK (source IN ('activation', 'exercise')),
        -- The activation's id is opaque here.
        activation_id uuid,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX lead_time_measurements_newest ON lead_time_measurements (location_id, measured_at DESC, hours DESC);
      GRANT SELECT, INSERT ON lead_time_measurements TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE lead_time_measurements');
  }
}
