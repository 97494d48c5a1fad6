import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom the municipality informs before the first person arrives, and what is told to the press, by whom and from when on. */
export class CreateInformationTasks1795392000089 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE information_tasks (
        id uuid PRIMARY KEY,
        activation_id uuid NOT NULL REFERENCES activations (id),
        deployment_id uuid NOT NULL REFERENCES deployments (id),
        kind text NOT NULL,
        -- The college decision of when the deployment began does not let the location open before.
        required boolean NOT NULL,
        due_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'done', 'not-needed', 'void')),
        done_at timestamptz,
        done_late boolean,
        overdue_at timestamptz,
        -- What was added when it was done, or why it is not needed.
        note text,
        UNIQUE (deployment_id, kind),
        CHECK ((state = 'done') = (done_at IS NOT NULL)),
        CHECK (num_nulls(done_at, done_late) IN (0, 2)),
        CHECK (state <> 'not-needed' OR (note IS NOT NULL AND NOT required))
      );
      CREATE INDEX information_tasks_activation ON information_tasks (activation_id, due_at);

      CREATE TABLE press_lines (
        activation_id uuid PRIMARY KEY REFERENCES activations (id),
        spokesperson_name text NOT NULL,
        spokesperson_organisation text NOT NULL,
        spokesperson_telephone text NOT NULL,
        text_nl text NOT NULL,
        text_en text,
        publish_from timestamptz NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        set_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON information_tasks, press_lines TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE press_lines; DROP TABLE information_tasks');
  }
}
