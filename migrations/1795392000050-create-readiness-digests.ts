import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an organisation is told of on a day about what runs out in standby locations; and links that do one thing each. */
export class CreateReadinessDigests1795392000050 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE answer_links ADD COLUMN purpose text NOT NULL DEFAULT 'answer' CHECK (purpose IN ('answer', 'confirm'));

      CREATE TABLE readiness_digests (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        -- In Europe/Amsterdam.
        day date NOT NULL,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        -- One message per organisation and day, whoever finds something first.
        UNIQUE (organisation_id, day)
      );
      CREATE TABLE readiness_digest_expiries (
        digest_id uuid NOT NULL REFERENCES readiness_digests (id),
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        criterion text NOT NULL,
        -- 0: it has run out.
        days_before integer NOT NULL CHECK (days_before >= 0),
        -- What was going to run out when it was written down: something else when it was renewed since.
        stops_at timestamptz NOT NULL,
        PRIMARY KEY (digest_id, location_id, criterion)
      );
      GRANT SELECT, INSERT, UPDATE ON readiness_digests, readiness_digest_expiries TO adh_application;

      -- Locations that are there already look once at what runs out, and plan from there.
      INSERT INTO due_moments (id, kind, subject_id, lane, due_version, due_at, next_try_at, created_at)
      SELECT gen_random_uuid(), 'location.expiry', id, 'routine', 1, app_now(), app_now(), app_now() FROM standby_locations WHERE withdrawn_at IS NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      UPDATE due_moments SET superseded_at = app_now()
       WHERE kind IN ('location.expiry', 'readiness.digest') AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL;
      DROP TABLE readiness_digest_expiries; DROP TABLE readiness_digests;
      DELETE FROM answer_links WHERE purpose <> 'answer'; ALTER TABLE answer_links DROP COLUMN purpose;`);
  }
}
