import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisations, the people who sign in, machine keys, sessions, and the contacts that alerts go to. */
export class CreateOrganisations1795392000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE organisations (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('ministry', 'province', 'municipality', 'red-cross', 'coa', 'operations', 'auditor')),
        name text NOT NULL,
        -- CBS code of a municipality (GM0106) or a province (PV22).
        code text UNIQUE,
        province_code text,
        language text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
        demo boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL,
        CHECK ((kind IN ('municipality', 'province')) = (code IS NOT NULL AND province_code IS NOT NULL))
      );

      CREATE TABLE people (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        name text NOT NULL,
        function text NOT NULL,
        email text NOT NULL,
        password_hash text NOT NULL,
        language text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX people_email ON people (lower(email));

      CREATE TABLE sessions (
        token_hash bytea PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_expiry ON sessions (expires_at);

      CREATE TABLE sign_in_failures (
        id uuid PRIMARY KEY,
        -- Keyed digests of the e-mail address typed and of the network it came from: enough to count, nothing to read.
        email_digest bytea NOT NULL,
        source_digest bytea NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_failures_email ON sign_in_failures (email_digest, at);
      CREATE INDEX sign_in_failures_source ON sign_in_failures (source_digest, at);
      CREATE INDEX sign_in_failures_age ON sign_in_failures (at);

      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        person_id uuid REFERENCES people (id),
        name text NOT NULL,
        key_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz
      );

      CREATE TABLE contacts (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        name text NOT NULL,
        function text NOT NULL,
        email text,
        telephone text,
        language text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
        -- Alerts go along the contacts in this order, duty numbers first.
        rank integer NOT NULL CHECK (rank >= 1),
        duty boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        removed_at timestamptz,
        CHECK (email IS NOT NULL OR telephone IS NOT NULL)
      );
      CREATE UNIQUE INDEX contacts_rank ON contacts (organisation_id, rank) WHERE removed_at IS NULL;

      GRANT SELECT, INSERT, UPDATE ON organisations, people, api_keys, contacts TO adh_application;
      GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, sign_in_failures TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE contacts; DROP TABLE api_keys; DROP TABLE sign_in_failures; DROP TABLE sessions;
      DROP TABLE people; DROP TABLE organisations;`);
  }
}
