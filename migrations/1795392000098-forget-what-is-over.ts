import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was sent to other systems is taken away after its term; of calls, of calls back to officials and of who spoke to the press the personal values are. */
export class ForgetWhatIsOver1795392000098 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Null once forgotten, all of them.
      ALTER TABLE call_attempts ALTER COLUMN name DROP NOT NULL, ALTER COLUMN telephone DROP NOT NULL, ALTER COLUMN by_name DROP NOT NULL;
      ALTER TABLE call_attempts ADD CONSTRAINT call_attempts_forgotten CHECK (num_nulls(name, telephone, by_name) IN (0, 3) AND (telephone IS NOT NULL OR (contact_id IS NULL AND note IS NULL)));
      ALTER TABLE press_lines ALTER COLUMN spokesperson_name DROP NOT NULL, ALTER COLUMN spokesperson_telephone DROP NOT NULL;
      ALTER TABLE press_lines ADD CONSTRAINT press_lines_forgotten CHECK (num_nulls(spokesperson_name, spokesperson_telephone) IN (0, 2));
      CREATE INDEX call_attempts_known ON call_attempts (task_id) WHERE telephone IS NOT NULL;
      ALTER TABLE trigger_call_backs ALTER COLUMN telephone DROP NOT NULL, ALTER COLUMN by_name DROP NOT NULL;
      ALTER TABLE trigger_call_backs ADD CONSTRAINT trigger_call_backs_forgotten CHECK (num_nulls(telephone, by_name) IN (0, 2) AND (telephone IS NOT NULL OR note IS NULL));

      CREATE INDEX webhook_deliveries_over ON webhook_deliveries (created_at) WHERE state IN ('accepted', 'given-up');
      CREATE INDEX webhook_deliveries_event ON webhook_deliveries (event_id);
      CREATE INDEX webhook_events_at ON webhook_events (at);
      -- What became of a call is never changed; that nobody knows any more who was called is all that can come.
      GRANT UPDATE (contact_id, name, telephone, note, by_name) ON call_attempts TO adh_application;
      GRANT UPDATE (telephone, note, by_name) ON trigger_call_backs TO adh_application;
      GRANT DELETE ON webhook_deliveries, webhook_events TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      REVOKE DELETE ON webhook_deliveries, webhook_events FROM adh_application;
      REVOKE UPDATE (telephone, note, by_name) ON trigger_call_backs FROM adh_application;
      REVOKE UPDATE (contact_id, name, telephone, note, by_name) ON call_attempts FROM adh_application;
      DROP INDEX webhook_events_at; DROP INDEX webhook_deliveries_event; DROP INDEX webhook_deliveries_over; DROP INDEX call_attempts_known;
      ALTER TABLE press_lines DROP CONSTRAINT press_lines_forgotten;
      ALTER TABLE call_attempts DROP CONSTRAINT call_attempts_forgotten;
      ALTER TABLE trigger_call_backs DROP CONSTRAINT trigger_call_backs_forgotten;
      -- What was forgotten does not come back.
      UPDATE press_lines SET spokesperson_name = '–', spokesperson_telephone = '–' WHERE spokesperson_name IS NULL;
      UPDATE call_attempts SET name = '–', telephone = '–', by_name = '–' WHERE telephone IS NULL;
      UPDATE trigger_call_backs SET telephone = '–', by_name = '–' WHERE telephone IS NULL;
      ALTER TABLE press_lines ALTER COLUMN spokesperson_name SET NOT NULL, ALTER COLUMN spokesperson_telephone SET NOT NULL;
      ALTER TABLE call_attempts ALTER COLUMN name SET NOT NULL, ALTER COLUMN telephone SET NOT NULL, ALTER COLUMN by_name SET NOT NULL;
      ALTER TABLE trigger_call_backs ALTER COLUMN telephone SET NOT NULL, ALTER COLUMN by_name SET NOT NULL;
    `);
  }
}
