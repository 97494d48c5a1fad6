import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Inspections that are under way: kept on the server as somebody walks through a building. They count for nothing. */
export class CreateInspectionDrafts1795392000051 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE inspection_drafts (
        -- Becomes the inspection's: finished twice is finished once.
        id uuid PRIMARY KEY,
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        person_id uuid NOT NULL REFERENCES people (id),
        inspected_at timestamptz NOT NULL,
        inspector text NOT NULL,
        -- By criterion: the fields of the step as they were sent, nothing of which has been checked, and the ids of its photos.
        steps jsonb NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        -- Each inspector has one of their own: two in one building do not write over each other.
        UNIQUE (location_id, person_id)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON inspection_drafts TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE inspection_drafts');
  }
}
