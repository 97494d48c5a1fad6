import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever telephoned a contact says whether it was reached. The newest report counts; none is changed. */
export class CreateReachabilityReports1795392000073 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE reachability_reports (
        id uuid PRIMARY KEY,
        contact_id uuid NOT NULL REFERENCES contacts (id),
        outcome text NOT NULL CHECK (outcome IN ('reached', 'not-reached')),
        -- On which day the contact was called, in Europe/Amsterdam.
        called_on date NOT NULL,
        note text,
        by_organisation_id uuid REFERENCES organisations (id),
        by_name text NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX reachability_reports_newest ON reachability_reports (contact_id, called_on DESC, created_at DESC, id DESC);
      GRANT SELECT, INSERT ON reachability_reports TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE reachability_reports;`);
  }
}
