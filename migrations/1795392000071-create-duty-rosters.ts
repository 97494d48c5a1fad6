import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of an organisation's duty numbers has duty when: weekly shifts, and exceptions for days or weeks. Times are those of Europe/Amsterdam. */
export class CreateDutyRosters1795392000071 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE DOMAIN local_time AS text CHECK (VALUE ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');

      CREATE TABLE duty_shifts (
        id uuid PRIMARY KEY,
        contact_id uuid NOT NULL REFERENCES contacts (id),
        -- On which it begins; Monday is 1.
        weekdays smallint[] NOT NULL CHECK (cardinality(weekdays) BETWEEN 1 AND 7 AND weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]),
        from_time local_time NOT NULL,
        -- Not later than the begin: on the next day.
        until_time local_time NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        removed_at timestamptz
      );
      CREATE INDEX duty_shifts_contact ON duty_shifts (contact_id) WHERE removed_at IS NULL;

      CREATE TABLE duty_exceptions (
        id uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations (id),
        -- Who stands in; null: nobody, so that every duty number counts.
        contact_id uuid REFERENCES contacts (id),
        first_day date NOT NULL,
        last_day date NOT NULL,
        from_time local_time,
        until_time local_time,
        reason text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        removed_at timestamptz,
        CHECK (first_day <= last_day),
        CHECK (num_nulls(from_time, until_time) IN (0, 2))
      );
      CREATE INDEX duty_exceptions_organisation ON duty_exceptions (organisation_id, last_day) WHERE removed_at IS NULL;

      GRANT SELECT, INSERT, UPDATE ON duty_shifts, duty_exceptions TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE duty_exceptions; DROP TABLE duty_shifts; DROP DOMAIN local_time;`);
  }
}
