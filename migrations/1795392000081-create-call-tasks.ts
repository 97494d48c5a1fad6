import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who must be telephoned about an activation, and what became of each call. */
export class CreateCallTasks1795392000081 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE call_tasks (
        id uuid PRIMARY KEY,
        -- What it is about; an activation's id, opaque here.
        topic_id uuid NOT NULL,
        exercise boolean NOT NULL,
        -- Who is to be telephoned, and by which duty desk; null when none is known: every desk sees it.
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        operations_id uuid REFERENCES organisations (id),
        because text NOT NULL CHECK (because IN ('real-activation', 'no-answer', 'no-contact', 'refused', 'all-tried')),
        opened_at timestamptz NOT NULL,
        -- Every number was tried and nobody answered: PRO's duty officer was told.
        all_tried_at timestamptz,
        closed_at timestamptz,
        close_reason text CHECK (close_reason IN ('answered', 'not-needed')),
        CHECK (num_nulls(closed_at, close_reason) IN (0, 2))
      );
      -- One open task per organisation and activation, whoever finds out first that it must be called.
      CREATE UNIQUE INDEX call_tasks_open ON call_tasks (topic_id, organisation_id) WHERE closed_at IS NULL;
      CREATE INDEX call_tasks_topic ON call_tasks (topic_id, opened_at);

      CREATE TABLE call_attempts (
        id uuid PRIMARY KEY,
        task_id uuid NOT NULL REFERENCES call_tasks (id),
        contact_id uuid REFERENCES contacts (id),
        name text NOT NULL,
        telephone text NOT NULL,
        result text NOT NULL CHECK (result IN ('reached', 'voicemail', 'no-answer', 'wrong-number')),
        note text,
        by_name text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX call_attempts_task ON call_attempts (task_id, at);
      GRANT SELECT, INSERT, UPDATE ON call_tasks TO adh_application;
      GRANT SELECT, INSERT ON call_attempts TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE call_attempts; DROP TABLE call_tasks;`);
  }
}
