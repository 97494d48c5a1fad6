import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer can be taken back for a few minutes: the row stays, and another answer may follow. */
export class RetractCommitments1795392000088 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE commitments ADD COLUMN retracted_at timestamptz;
      ALTER TABLE commitments DROP CONSTRAINT commitments_deployment_id_organisation_id_key;
      CREATE UNIQUE INDEX commitments_standing ON commitments (deployment_id, organisation_id) WHERE retracted_at IS NULL;
      GRANT UPDATE (retracted_at) ON commitments TO adh_application;
      ALTER TABLE call_tasks DROP CONSTRAINT call_tasks_because_check;
      ALTER TABLE call_tasks ADD CONSTRAINT call_tasks_because_check CHECK (because IN ('real-activation', 'no-answer', 'no-contact', 'refused', 'all-tried', 'step-overdue', 'taken-back'));
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      REVOKE UPDATE (retracted_at) ON commitments FROM adh_application;
      DELETE FROM commitments WHERE retracted_at IS NOT NULL;
      DROP INDEX commitments_standing;
      ALTER TABLE commitments DROP COLUMN retracted_at, ADD UNIQUE (deployment_id, organisation_id);
      UPDATE call_tasks SET because = 'no-answer' WHERE because = 'taken-back';
      ALTER TABLE call_tasks DROP CONSTRAINT call_tasks_because_check;
      ALTER TABLE call_tasks ADD CONSTRAINT call_tasks_because_check CHECK (because IN ('real-activation', 'no-answer', 'no-contact', 'refused', 'all-tried', 'step-overdue'));
    `);
  }
}
