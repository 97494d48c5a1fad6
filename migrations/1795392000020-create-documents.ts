import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents of standby locations, and the objects in the store that hold their content. */
export class CreateDocuments1795392000020 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Written before the object and kept after it: what nothing refers to is found and cleared away.
      CREATE TABLE stored_objects (
        id uuid PRIMARY KEY,
        created_at timestamptz NOT NULL,
        -- Null: something refers to it.
        delete_after timestamptz,
        -- Claimed by the clean-up: from then on nothing may refer to it.
        deleting_at timestamptz,
        deleted_at timestamptz,
        CHECK (deleted_at IS NULL OR deleting_at IS NOT NULL),
        CHECK (deleting_at IS NULL OR delete_after IS NOT NULL)
      );
      CREATE INDEX stored_objects_due ON stored_objects (delete_after) WHERE delete_after IS NOT NULL AND deleted_at IS NULL;

      CREATE TABLE location_documents (
        -- The same id as the object that holds the content.
        id uuid PRIMARY KEY REFERENCES stored_objects (id),
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        kind text NOT NULL CHECK (kind IN ('floor-plan', 'permit', 'fire-use-notification', 'inspection-report', 'photo', 'agreement', 'other')),
        label text NOT NULL,
        file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 120),
        -- By its content.
        media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
        -- Of what is kept, which for a picture is less than what came in.
        size_bytes integer NOT NULL CHECK (size_bytes > 0),
        sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
        -- Last day, included; null when it has no end.
        valid_until date,
        -- False: no virus scanner was set when it came in.
        scanned boolean NOT NULL,
        uploaded_by text NOT NULL,
        uploaded_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        removed_at timestamptz
      );
      CREATE INDEX location_documents_location ON location_documents (location_id, uploaded_at) WHERE removed_at IS NULL;

      GRANT SELECT, INSERT, UPDATE ON stored_objects, location_documents TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE location_documents; DROP TABLE stored_objects;');
  }
}
