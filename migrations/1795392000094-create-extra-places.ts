import type { MigrationInterface, QueryRunner } from 'typeorm';

/** More places for a running activation: asked for on their own, with the same deadline or a later one, and an outcome of their own. */
export class CreateExtraPlaces1795392000094 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE extra_places (
        id uuid PRIMARY KEY,
        activation_id uuid NOT NULL REFERENCES activations (id),
        places integer NOT NULL CHECK (places > 0),
        groups jsonb NOT NULL,
        reason text NOT NULL,
        planned_places integer NOT NULL CHECK (planned_places >= 0),
        shortfall integer NOT NULL CHECK (shortfall >= 0),
        -- Null: the activation's, wherever that moves.
        deadline_at timestamptz,
        -- As it was when they were asked for, the activation's or their own.
        first_deadline_at timestamptz NOT NULL,
        asked_by uuid NOT NULL REFERENCES organisations (id),
        asked_at timestamptz NOT NULL,
        outcome text CHECK (outcome IN ('met', 'missed', 'none')),
        outcome_at timestamptz,
        outcome_reason text,
        CHECK (first_deadline_at > asked_at),
        CHECK ((outcome IS NULL) = (outcome_at IS NULL)),
        CHECK (outcome <> 'none' OR outcome_reason IS NOT NULL)
      );
      CREATE INDEX extra_places_activation ON extra_places (activation_id, asked_at);

      CREATE FUNCTION keep_extra_outcome() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.outcome IS NOT NULL AND (NEW.outcome IS DISTINCT FROM OLD.outcome OR NEW.outcome_at IS DISTINCT FROM OLD.outcome_at) THEN
          RAISE EXCEPTION 'the outcome of extra places % is written once', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.deadline_at IS NULL) <> (OLD.deadline_at IS NULL) OR NEW.deadline_at < OLD.deadline_at THEN
          RAISE EXCEPTION 'the deadline of extra places % only moves later', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER extra_places_keep_outcome BEFORE UPDATE ON extra_places FOR EACH ROW EXECUTE FUNCTION keep_extra_outcome();

      ALTER TABLE deployments
        -- Null: for the places asked for at the trigger.
        ADD COLUMN extra_places_id uuid REFERENCES extra_places (id),
        -- That of its extra places; null: the activation's.
        ADD COLUMN deadline_at timestamptz,
        ADD CONSTRAINT deployments_own_deadline CHECK (deadline_at IS NULL OR extra_places_id IS NOT NULL);

      GRANT SELECT, INSERT ON extra_places TO adh_application;
      GRANT UPDATE (planned_places, shortfall, deadline_at, outcome, outcome_at, outcome_reason) ON extra_places TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    // The earlier release has no handler for these: they would be passed over by every sweep, and count as overdue.
    await q.query(`
      UPDATE due_moments SET superseded_at = app_now()
       WHERE kind IN ('extra-places.deadline', 'extra-places.deadline-near', 'call-task.without-number') AND done_at IS NULL AND superseded_at IS NULL AND lapsed_at IS NULL;
      ALTER TABLE deployments DROP COLUMN deadline_at, DROP COLUMN extra_places_id;
      DROP TABLE extra_places; DROP FUNCTION keep_extra_outcome();`);
  }
}
