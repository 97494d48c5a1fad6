import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forms that are not finished: kept for the organisation until it registers the location or throws the draft away. */
export class CreateLocationDrafts1795392000011 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE location_drafts (
        -- Made by the page on which the form was first shown.
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        -- Who saved it last.
        person_id uuid NOT NULL REFERENCES people (id),
        -- The form it was last saved from: that form may go on without having heard of its own last save.
        form_key text NOT NULL CHECK (length(form_key) <= 200),
        -- Names and values of the form as they were sent; nothing of it has been checked.
        fields jsonb NOT NULL,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX location_drafts_organisation ON location_drafts (organisation_id, updated_at DESC);
      GRANT SELECT, INSERT, UPDATE, DELETE ON location_drafts TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE location_drafts');
  }
}
