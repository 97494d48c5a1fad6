import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Activations, their deployments, milestones, commitments and presence counts. */
export class CreateActivations1795392000007 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE activations (
        id uuid PRIMARY KEY,
        reserve_request_id uuid NOT NULL REFERENCES reserve_requests (id),
        exercise boolean NOT NULL,
        status text NOT NULL CHECK (status IN ('running', 'ended', 'cancelled')),
        places integer NOT NULL CHECK (places > 0),
        groups jsonb NOT NULL,
        reason text NOT NULL,
        planned_places integer NOT NULL CHECK (planned_places >= 0),
        shortfall integer NOT NULL CHECK (shortfall >= 0),
        window_seconds integer NOT NULL CHECK (window_seconds >= 60),
        triggered_at timestamptz NOT NULL,
        deadline_at timestamptz NOT NULL,
        -- Who serves this activation, as agreed in the request when it was triggered.
        parties jsonb NOT NULL,
        outcome text CHECK (outcome IN ('met', 'missed', 'none')),
        outcome_at timestamptz,
        outcome_reason text,
        ended_at timestamptz,
        end_reason text,
        version integer NOT NULL DEFAULT 1,
        CHECK (deadline_at > triggered_at),
        CHECK ((outcome IS NULL) = (outcome_at IS NULL)),
        CHECK (outcome <> 'none' OR outcome_reason IS NOT NULL),
        CHECK ((status = 'running') = (ended_at IS NULL)),
        CHECK (status = 'running' OR outcome IS NOT NULL)
      );
      -- Rule 6: one reserve request has at most one running real activation, whoever clicks first.
      CREATE UNIQUE INDEX activations_one_real ON activations (reserve_request_id) WHERE status = 'running' AND NOT exercise;
      CREATE INDEX activations_request ON activations (reserve_request_id, triggered_at);

      -- The outcome is written once and never changed, whatever the code above believes.
      CREATE FUNCTION keep_outcome() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.outcome IS NOT NULL AND (NEW.outcome IS DISTINCT FROM OLD.outcome OR NEW.outcome_at IS DISTINCT FROM OLD.outcome_at) THEN
          RAISE EXCEPTION 'the outcome of activation % is written once', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.triggered_at <> OLD.triggered_at OR NEW.exercise <> OLD.exercise THEN
          RAISE EXCEPTION 'trigger time and kind of activation % do not change', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER activations_keep_outcome BEFORE UPDATE ON activations FOR EACH ROW EXECUTE FUNCTION keep_outcome();

      CREATE TABLE deployments (
        id uuid PRIMARY KEY,
        activation_id uuid NOT NULL REFERENCES activations (id),
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        municipality_id uuid NOT NULL REFERENCES organisations (id),
        -- Name and address as they were sent, so that the story stays readable when the registry changes.
        location jsonb NOT NULL,
        places integer NOT NULL CHECK (places > 0),
        groups jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('alerted', 'preparing', 'open', 'closed', 'refused', 'failed')),
        reason text NOT NULL,
        state_reason text,
        replaces_id uuid REFERENCES deployments (id),
        created_at timestamptz NOT NULL,
        opened_at timestamptz,
        opened_late boolean,
        closed_at timestamptz
      );
      CREATE UNIQUE INDEX deployments_location ON deployments (activation_id, location_id) WHERE state NOT IN ('refused', 'failed');
      CREATE INDEX deployments_activation ON deployments (activation_id);
      CREATE INDEX deployments_municipality ON deployments (municipality_id);

      CREATE TABLE milestones (
        id uuid PRIMARY KEY,
        activation_id uuid NOT NULL REFERENCES activations (id),
        deployment_id uuid NOT NULL REFERENCES deployments (id),
        kind text NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        due_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'done', 'refused', 'void')),
        done_at timestamptz,
        done_late boolean,
        overdue_at timestamptz,
        details jsonb,
        UNIQUE (deployment_id, kind, organisation_id)
      );
      CREATE INDEX milestones_activation ON milestones (activation_id, due_at);

      CREATE TABLE commitments (
        id uuid PRIMARY KEY,
        activation_id uuid NOT NULL REFERENCES activations (id),
        deployment_id uuid NOT NULL REFERENCES deployments (id),
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        answer text NOT NULL CHECK (answer IN ('given', 'given-with-conditions', 'refused')),
        conditions text,
        reason text,
        by_name text NOT NULL,
        by_function text NOT NULL,
        mandate text NOT NULL,
        details jsonb,
        channel text NOT NULL,
        late boolean NOT NULL,
        at timestamptz NOT NULL,
        UNIQUE (deployment_id, organisation_id)
      );

      CREATE TABLE presence_reports (
        id uuid PRIMARY KEY,
        activation_id uuid NOT NULL REFERENCES activations (id),
        deployment_id uuid NOT NULL REFERENCES deployments (id),
        present jsonb NOT NULL,
        total integer NOT NULL CHECK (total >= 0),
        above_plan boolean NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX presence_reports_deployment ON presence_reports (deployment_id, at);

      GRANT SELECT, INSERT, UPDATE ON activations, deployments, milestones TO adh_application;
      GRANT SELECT, INSERT ON commitments, presence_reports TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE presence_reports; DROP TABLE commitments; DROP TABLE milestones; DROP TABLE deployments;
      DROP TABLE activations; DROP FUNCTION keep_outcome();`);
  }
}
