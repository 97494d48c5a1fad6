import type { MigrationInterface, QueryRunner } from 'typeorm';

const keepOutcome = (deadline: string): string => `
  CREATE OR REPLACE FUNCTION keep_outcome() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.outcome IS NOT NULL AND (NEW.outcome IS DISTINCT FROM OLD.outcome OR NEW.outcome_at IS DISTINCT FROM OLD.outcome_at) THEN
      RAISE EXCEPTION 'the outcome of activation % is written once', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.triggered_at <> OLD.triggered_at OR NEW.exercise <> OLD.exercise THEN
      RAISE EXCEPTION 'trigger time and kind of activation % do not change', OLD.id USING ERRCODE = 'check_violation';
    END IF;${deadline}
    RETURN NEW;
  END $$;`;

/** A deadline may be put off, by PRO and with a reason, as long as there is no outcome; the first one stays visible. */
export class ExtendDeadlines1795392000082 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE activations
        -- The deadline as it was at the trigger; null: never put off.
        ADD COLUMN first_deadline_at timestamptz,
        ADD COLUMN extension_reason text,
        ADD CONSTRAINT activations_first_deadline CHECK (first_deadline_at < deadline_at),
        ADD CONSTRAINT activations_extension CHECK (num_nulls(first_deadline_at, extension_reason) IN (0, 2));
    `);
    await q.query(keepOutcome(`
    IF NEW.deadline_at < OLD.deadline_at OR (OLD.outcome IS NOT NULL AND NEW.deadline_at <> OLD.deadline_at)
       OR (NEW.deadline_at <> OLD.deadline_at AND NEW.first_deadline_at IS DISTINCT FROM coalesce(OLD.first_deadline_at, OLD.deadline_at))
       OR (NEW.deadline_at = OLD.deadline_at AND NEW.first_deadline_at IS DISTINCT FROM OLD.first_deadline_at) THEN
      RAISE EXCEPTION 'the deadline of activation % only moves later, before an outcome, and keeps the first', OLD.id USING ERRCODE = 'check_violation';
    END IF;`));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(keepOutcome(''));
    await q.query(`ALTER TABLE activations DROP COLUMN first_deadline_at, DROP COLUMN extension_reason;`);
  }
}
