import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The clock, the due moments and the idempotency keys: what every feature stands on. */
export class CreatePlatform1795392000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'adh_application') THEN
          CREATE ROLE adh_application NOLOGIN;
        END IF;
      EXCEPTION WHEN duplicate_object THEN NULL; WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The group role adh_application does not exist and this role may not create it. Run as a superuser: CREATE ROLE adh_application NOLOGIN; GRANT adh_application TO <application role>;';
      END $$;
      GRANT USAGE ON SCHEMA public TO adh_application;

      -- Tests and rehearsals move the clock by this row; the application's role can read it only.
      CREATE TABLE clock_offset (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        shift interval NOT NULL DEFAULT interval '0'
      );
      INSERT INTO clock_offset DEFAULT VALUES;
      GRANT SELECT ON clock_offset TO adh_application;

      -- STABLE, so that an index on a time column serves comparisons with it.
      CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS
        $$ SELECT clock_timestamp() + shift FROM public.clock_offset $$;

      CREATE TABLE due_moments (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        lane text NOT NULL CHECK (lane IN ('activation', 'routine')),
        due_version integer NOT NULL CHECK (due_version >= 1),
        due_at timestamptz NOT NULL,
        next_try_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        created_at timestamptz NOT NULL,
        done_at timestamptz,
        -- Already past when it was made: recorded, not carried out.
        lapsed_at timestamptz,
        superseded_at timestamptz,
        reported_at timestamptz,
        UNIQUE (kind, subject_id, due_version),
        CHECK (num_nonnulls(done_at, lapsed_at, superseded_at) <= 1)
      );
      CREATE INDEX due_moments_open ON due_moments (lane, next_try_at)
        WHERE done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL;
      CREATE INDEX due_moments_subject ON due_moments (subject_id);
      GRANT SELECT, INSERT, UPDATE ON due_moments TO adh_application;

      CREATE TABLE idempotency_keys (
        principal_id uuid NOT NULL,
        key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
        request_digest bytea NOT NULL,
        body jsonb,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (principal_id, key)
      );
      CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE idempotency_keys; DROP TABLE due_moments; DROP FUNCTION app_now(); DROP TABLE clock_offset;`);
  }
}
