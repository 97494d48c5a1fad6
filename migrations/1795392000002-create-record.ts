import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The append-only record. Entries are written unchained in the deciding transaction; the sealer gives each
 * its position and hash afterwards. The application may add and read, nothing more.
 */
export class CreateRecord1795392000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE record_entries (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        activation_id uuid,
        organisation_id uuid,
        person_id uuid,
        api_key_id uuid,
        actor_kind text NOT NULL,
        channel text NOT NULL,
        exercise boolean NOT NULL,
        before jsonb,
        after jsonb,
        -- sha256(salt || canonical personal values); null where the entry has none.
        personal_digest bytea
      );
      CREATE INDEX record_entries_subject ON record_entries (subject_id, at);
      CREATE INDEX record_entries_activation ON record_entries (activation_id, at) WHERE activation_id IS NOT NULL;
      CREATE INDEX record_entries_at ON record_entries (at, id);

      CREATE TABLE record_personal_values (
        entry_id uuid PRIMARY KEY REFERENCES record_entries (id),
        salt bytea NOT NULL,
        personal jsonb NOT NULL
      );

      CREATE TABLE record_seals (
        position bigint PRIMARY KEY CHECK (position >= 1),
        entry_id uuid NOT NULL UNIQUE REFERENCES record_entries (id),
        previous_hash bytea NOT NULL,
        hash bytea NOT NULL UNIQUE,
        sealed_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT ON record_entries, record_personal_values, record_seals TO adh_application;

      -- Purging personal values is the one change allowed, by age only; the chain holds digests and still verifies.
      CREATE FUNCTION purge_record_personal_values(older_than timestamptz) RETURNS bigint
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          WITH gone AS (
            DELETE FROM record_personal_values p USING record_entries e
            WHERE e.id = p.entry_id AND e.at < older_than RETURNING 1
          ) SELECT count(*) FROM gone $$;
      REVOKE ALL ON FUNCTION purge_record_personal_values(timestamptz) FROM PUBLIC;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP FUNCTION purge_record_personal_values(timestamptz);
      DROP TABLE record_seals; DROP TABLE record_personal_values; DROP TABLE record_entries;`);
  }
}
