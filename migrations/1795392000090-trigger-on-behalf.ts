import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An official on the mandate list orders an activation by telephone: the list, the requests with their call-backs, and whether PRO
 * confirmed in the system afterwards.
 */
export class TriggerOnBehalf1795392000090 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Null: not since the contact was entered, or not known.
      ALTER TABLE contacts ADD COLUMN telephone_changed_at timestamptz;

      CREATE TABLE mandates (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        contact_id uuid NOT NULL REFERENCES contacts (id),
        -- The decision in which it was given.
        reference text NOT NULL,
        valid_from date NOT NULL,
        valid_until date NOT NULL,
        created_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        version integer NOT NULL,
        CHECK (valid_from <= valid_until)
      );
      CREATE INDEX mandates_organisation ON mandates (organisation_id, created_at);

      CREATE TABLE trigger_requests (
        id uuid PRIMARY KEY,
        reserve_request_id uuid NOT NULL REFERENCES reserve_requests (id),
        mandate_id uuid NOT NULL REFERENCES mandates (id),
        ministry_id uuid NOT NULL REFERENCES organisations (id),
        operations_id uuid NOT NULL REFERENCES organisations (id),
        exercise boolean NOT NULL,
        -- What the official ordered, as the trigger takes it.
        asked jsonb NOT NULL,
        official_function text NOT NULL,
        called_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid NOT NULL REFERENCES people (id),
        recorded_by_name text NOT NULL,
        lapses_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('called', 'called-back', 'confirmed', 'lapsed', 'withdrawn')),
        confirmed_by uuid REFERENCES people (id),
        confirmed_by_name text,
        closed_at timestamptz,
        activation_id uuid UNIQUE REFERENCES activations (id),
        -- Four eyes, whatever the code above it does.
        CHECK (confirmed_by <> recorded_by),
        CHECK ((state = 'confirmed') = (activation_id IS NOT NULL)),
        CHECK (num_nulls(confirmed_by, confirmed_by_name, activation_id) IN (0, 3)),
        CHECK ((state IN ('called', 'called-back')) = (closed_at IS NULL))
      );
      CREATE INDEX trigger_requests_open ON trigger_requests (recorded_at) WHERE closed_at IS NULL;

      CREATE TABLE trigger_call_backs (
        id uuid PRIMARY KEY,
        trigger_request_id uuid NOT NULL REFERENCES trigger_requests (id),
        result text NOT NULL CHECK (result IN ('reached', 'not-reached')),
        telephone text NOT NULL,
        note text,
        by_name text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX trigger_call_backs_request ON trigger_call_backs (trigger_request_id, at);

      CREATE TABLE pro_confirmations (
        activation_id uuid PRIMARY KEY REFERENCES activations (id),
        trigger_request_id uuid NOT NULL UNIQUE REFERENCES trigger_requests (id),
        official_function text NOT NULL,
        due_at timestamptz NOT NULL,
        answer text CHECK (answer IN ('confirmed', 'disputed')),
        reason text,
        answered_at timestamptz,
        by_name text,
        by_function text,
        overdue_at timestamptz,
        CHECK (num_nulls(answer, answered_at, by_name, by_function) IN (0, 4)),
        CHECK ((answer = 'disputed') = (reason IS NOT NULL))
      );
      GRANT SELECT, INSERT, UPDATE ON mandates, trigger_requests, pro_confirmations TO adh_application;
      GRANT SELECT, INSERT ON trigger_call_backs TO adh_application;

      ALTER TABLE call_tasks DROP CONSTRAINT call_tasks_because_check;
      ALTER TABLE call_tasks ADD CONSTRAINT call_tasks_because_check
        CHECK (because IN ('real-activation', 'no-answer', 'no-contact', 'refused', 'all-tried', 'taken-back', 'step-overdue', 'pro-confirmation'));
      -- PRO is asked to confirm whatever else it is telephoned about.
      DROP INDEX call_tasks_open;
      CREATE UNIQUE INDEX call_tasks_open ON call_tasks (topic_id, organisation_id, (because = 'pro-confirmation')) WHERE closed_at IS NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DELETE FROM call_attempts WHERE task_id IN (SELECT id FROM call_tasks WHERE because = 'pro-confirmation');
      DELETE FROM call_tasks WHERE because = 'pro-confirmation';
      DROP INDEX call_tasks_open;
      CREATE UNIQUE INDEX call_tasks_open ON call_tasks (topic_id, organisation_id) WHERE closed_at IS NULL;
      ALTER TABLE call_tasks DROP CONSTRAINT call_tasks_because_check;
      ALTER TABLE call_tasks ADD CONSTRAINT call_tasks_because_check CHECK (because IN ('real-activation', 'no-answer', 'no-contact', 'refused', 'all-tried', 'step-overdue', 'taken-back'));
      DROP TABLE pro_confirmations; DROP TABLE trigger_call_backs; DROP TABLE trigger_requests; DROP TABLE mandates;
      ALTER TABLE contacts DROP COLUMN telephone_changed_at;
    `);
  }
}
