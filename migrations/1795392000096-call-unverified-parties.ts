import type { MigrationInterface, QueryRunner } from 'typeorm';

const because = (...values: readonly string[]): string => `
  ALTER TABLE call_tasks DROP CONSTRAINT call_tasks_because_check,
    ADD CONSTRAINT call_tasks_because_check CHECK (because IN (${values.map((value) => `'${value}'`).join(', ')}));`;
const BEFORE = ['real-activation', 'no-answer', 'no-contact', 'refused', 'all-tried', 'taken-back', 'step-overdue', 'pro-confirmation'];

/** Who has no address that was ever shown to work is telephoned at once. */
export class CallUnverifiedParties1795392000096 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(because(...BEFORE, 'unverified'));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`UPDATE call_tasks SET because = 'no-contact' WHERE because = 'unverified'`);
    await q.query(because(...BEFORE));
  }
}
