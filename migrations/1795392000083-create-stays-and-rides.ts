import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The agreed last night of a deployment, the requests for a longer stay with the municipality's fresh answers, head counts of fixed hours,
 * and rides. No names of passengers, anywhere.
 */
export class CreateStaysAndRides1795392000083 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- The day on which the last agreed night begins; null until the municipality commits.
      ALTER TABLE deployments ADD COLUMN last_night date;

      CREATE TABLE stay_extensions (
        id uuid PRIMARY KEY,
        activation_id uuid NOT NULL REFERENCES activations (id),
        deployment_id uuid NOT NULL REFERENCES deployments (id),
        -- Asked for, and what was agreed then.
        last_night date NOT NULL,
        last_night_before date,
        reason text NOT NULL,
        asked_by uuid NOT NULL REFERENCES organisations (id),
        asked_at timestamptz NOT NULL,
        answer text CHECK (answer IN ('given', 'given-with-conditions', 'refused')),
        conditions text,
        answer_reason text,
        -- The decision of the college that allows what the one on file does not.
        decision_reference text,
        by_name text,
        by_function text,
        mandate text,
        channel text,
        answered_at timestamptz,
        -- The location went out of use before there was an answer.
        closed_at timestamptz,
        CHECK (num_nulls(answer, by_name, by_function, mandate, channel, answered_at) IN (0, 6)),
        CHECK (answer <> 'given-with-conditions' OR conditions IS NOT NULL),
        CHECK (answer <> 'refused' OR answer_reason IS NOT NULL),
        CHECK (last_night > last_night_before)
      );
      -- One question at a time, whoever asks first.
      CREATE UNIQUE INDEX stay_extensions_open ON stay_extensions (deployment_id) WHERE answered_at IS NULL AND closed_at IS NULL;
      CREATE INDEX stay_extensions_activation ON stay_extensions (activation_id, asked_at);

      ALTER TABLE presence_reports
        ADD COLUMN reference text NOT NULL DEFAULT 'now' CHECK (reference IN ('now', '08:00', '23:00')),
        -- The day in Europe/Amsterdam that the count is of, and when it was made: a fixed count may be typed in hours later.
        ADD COLUMN day date,
        ADD COLUMN counted_at timestamptz,
        -- Since the report before; null: not said.
        ADD COLUMN arrived jsonb,
        ADD COLUMN departed jsonb;
      UPDATE presence_reports SET day = (at AT TIME ZONE 'Europe/Amsterdam')::date, counted_at = at;
      ALTER TABLE presence_reports
        ALTER COLUMN reference DROP DEFAULT,
        ALTER COLUMN day SET NOT NULL,
        ALTER COLUMN counted_at SET NOT NULL,
        ADD CONSTRAINT presence_reports_counted CHECK (counted_at <= at);

      CREATE TABLE rides (
        id uuid PRIMARY KEY,
        activation_id uuid NOT NULL REFERENCES activations (id),
        deployment_id uuid NOT NULL REFERENCES deployments (id),
        -- A company, never a person.
        carrier text NOT NULL,
        seats integer NOT NULL CHECK (seats > 0),
        boarded jsonb NOT NULL,
        departed_at timestamptz NOT NULL,
        arrived jsonb,
        arrived_at timestamptz,
        reported_at timestamptz NOT NULL,
        CHECK (num_nulls(arrived, arrived_at) IN (0, 2))
      );
      CREATE INDEX rides_activation ON rides (activation_id, departed_at);
      GRANT SELECT, INSERT, UPDATE ON stay_extensions, rides TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE rides; DROP TABLE stay_extensions; ALTER TABLE deployments DROP COLUMN last_night;
      ALTER TABLE presence_reports DROP COLUMN reference, DROP COLUMN day, DROP COLUMN counted_at, DROP COLUMN arrived, DROP COLUMN departed;`);
  }
}
