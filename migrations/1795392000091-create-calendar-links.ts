import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secret links to an organisation's calendar, of which only hashes are kept; and when an activation last changed. */
export class CreateCalendarLinks1795392000091 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE calendar_links (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        secret_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        withdrawn_at timestamptz
      );
      -- One that works at a time, whoever presses the button first.
      CREATE UNIQUE INDEX calendar_links_in_use ON calendar_links (organisation_id) WHERE withdrawn_at IS NULL;
      GRANT SELECT, INSERT, UPDATE ON calendar_links TO adh_application;

      -- What calendars are told as the time of the last change.
      ALTER TABLE activations ADD COLUMN changed_at timestamptz NOT NULL DEFAULT app_now();
      UPDATE activations SET changed_at = greatest(triggered_at, outcome_at, ended_at);`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE activations DROP COLUMN changed_at; DROP TABLE calendar_links');
  }
}
