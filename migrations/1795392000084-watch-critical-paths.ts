import type { MigrationInterface, QueryRunner } from 'typeorm';

const reasons = (...values: readonly string[]): string => `
  ALTER TABLE call_tasks DROP CONSTRAINT call_tasks_because_check,
    ADD CONSTRAINT call_tasks_because_check CHECK (because IN (${values.map((value) => `'${value}'`).join(', ')}));`;
const BEFORE = ['real-activation', 'no-answer', 'no-contact', 'refused', 'all-tried'];

/** Milestones are reminded of before they are due and telephoned about when they stay open; a deployment that will be late says so in time. */
export class WatchCriticalPaths1795392000084 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE milestones
        ADD COLUMN reminded_at timestamptz,
        -- The duty desk was asked to telephone about it.
        ADD COLUMN escalated_at timestamptz;
      ALTER TABLE deployments
        -- From the call until people can come in, as fractions of the window of the request; as known when it was planned.
        ADD COLUMN lead_time_measured double precision CHECK (lead_time_measured > 0),
        ADD COLUMN lead_time_stated double precision CHECK (lead_time_stated > 0),
        -- It was said once, for this deadline, that it will be late.
        ADD COLUMN late_warned_at timestamptz,
        ADD COLUMN late_warned_for timestamptz,
        ADD COLUMN late_expected_at timestamptz,
        ADD CONSTRAINT deployments_late_warning CHECK (num_nulls(late_warned_at, late_warned_for, late_expected_at) IN (0, 3));
    `);
    await q.query(reasons(...BEFORE, 'step-overdue'));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`UPDATE call_tasks SET because = 'no-answer' WHERE because = 'step-overdue'`);
    await q.query(reasons(...BEFORE));
    await q.query(`
      ALTER TABLE deployments DROP COLUMN lead_time_measured, DROP COLUMN lead_time_stated, DROP COLUMN late_warned_at, DROP COLUMN late_warned_for, DROP COLUMN late_expected_at;
      ALTER TABLE milestones DROP COLUMN reminded_at, DROP COLUMN escalated_at;`);
  }
}
