import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The agreed last night of a deployment, and the requests for a longer stay with the municipality's fresh answers. */
export class CreateStays1795392000083 implements MigrationInterface {
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
      GRANT SELECT, INSERT, UPDATE ON stay_extensions TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE stay_extensions; ALTER TABLE deployments DROP COLUMN last_night;`);
  }
}
