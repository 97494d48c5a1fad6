import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of locations that were uploaded: the file itself, what was found in its rows, and what became of it. */
export class CreateLocationImports1795392000060 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE location_imports (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        -- checking → checked → applying → finishing → done; failed: the file cannot be read; cancelled.
        status text NOT NULL CHECK (status IN ('checking', 'checked', 'applying', 'finishing', 'done', 'failed', 'cancelled')),
        -- What was asked for: everything or nothing, or the good rows only.
        mode text CHECK (mode IN ('all', 'good')),
        version integer NOT NULL DEFAULT 1,
        file_name text NOT NULL,
        file_size integer NOT NULL CHECK (file_size >= 0),
        uploaded_by text,
        -- How the file writes things (SheetFormat), and its headers as they are written.
        format jsonb,
        headers jsonb NOT NULL DEFAULT '[]',
        header_faults jsonb NOT NULL DEFAULT '[]',
        -- Why nothing of it can be used.
        fault jsonb,
        rows_new integer NOT NULL DEFAULT 0,
        rows_changed integer NOT NULL DEFAULT 0,
        rows_unchanged integer NOT NULL DEFAULT 0,
        rows_wrong integer NOT NULL DEFAULT 0,
        problems integer NOT NULL DEFAULT 0,
        -- Rows that turned out to be changed by somebody else when they were to be written.
        rows_overtaken integer NOT NULL DEFAULT 0,
        rows_read integer NOT NULL DEFAULT 0,
        progress_done integer NOT NULL DEFAULT 0,
        progress_total integer NOT NULL DEFAULT 0,
        -- Who chose to write it, while it is being written.
        chosen_by jsonb,
        -- Who is at work on it, and until when that counts without a sign of life.
        claim uuid,
        lease_until timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        checked_at timestamptz,
        finished_at timestamptz,
        -- File and rows were cleared away: they hold names and numbers of contacts.
        cleared_at timestamptz,
        CHECK (num_nulls(claim, lease_until) IN (0, 2))
      );
      CREATE INDEX location_imports_organisation ON location_imports (organisation_id, created_at DESC);

      CREATE TABLE location_import_parts (
        import_id uuid NOT NULL REFERENCES location_imports (id),
        position integer NOT NULL,
        content bytea NOT NULL,
        PRIMARY KEY (import_id, position)
      );

      CREATE TABLE location_import_rows (
        import_id uuid NOT NULL REFERENCES location_imports (id),
        row_number integer NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('new', 'changed', 'unchanged', 'wrong')),
        reference text,
        location_id uuid,
        -- The location's version that the row was held against.
        base_version integer,
        -- The cells as they were (Cell by column); kept for the file of rows that were left out.
        cells jsonb NOT NULL DEFAULT '{}',
        problems jsonb NOT NULL DEFAULT '[]',
        -- StatedLocation, and the entry that goes on the record with it.
        stated jsonb,
        before jsonb,
        after jsonb,
        personal jsonb,
        entry_id uuid,
        entry_personal jsonb,
        entry_salt bytea,
        entry_digest bytea,
        followed_up boolean NOT NULL DEFAULT false,
        PRIMARY KEY (import_id, row_number)
      );
      CREATE INDEX location_import_rows_outcome ON location_import_rows (import_id, outcome, row_number);

      GRANT SELECT, INSERT, UPDATE ON location_imports TO adh_application;
      GRANT SELECT, INSERT, DELETE ON location_import_parts TO adh_application;
      GRANT SELECT, INSERT, UPDATE, DELETE ON location_import_rows TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE location_import_rows; DROP TABLE location_import_parts; DROP TABLE location_imports;');
  }
}
