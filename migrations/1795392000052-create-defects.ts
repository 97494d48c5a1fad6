import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Defects of standby locations: tasks with an owner and a day, which stay when they are solved. */
export class CreateDefects1795392000052 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE defects (
        id uuid PRIMARY KEY,
        location_id uuid NOT NULL REFERENCES standby_locations (id),
        criterion text NOT NULL,
        description text NOT NULL,
        -- Who has to see to it.
        owner_id uuid NOT NULL REFERENCES organisations (id),
        -- Last day, in Europe/Amsterdam.
        due_on date NOT NULL,
        -- The inspection in which it was found, if it was.
        inspection_id uuid REFERENCES inspections (id),
        opened_by_id uuid NOT NULL REFERENCES organisations (id),
        opened_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'solved', 'withdrawn')),
        -- What shows that it was solved, or why it was withdrawn.
        outcome text,
        closed_by_id uuid REFERENCES organisations (id),
        closed_at timestamptz,
        overdue_at timestamptz,
        CHECK (num_nulls(outcome, closed_by_id, closed_at) = CASE WHEN state = 'open' THEN 3 ELSE 0 END)
      );
      CREATE INDEX defects_location ON defects (location_id, opened_at);
      CREATE INDEX defects_owner ON defects (owner_id, due_on) WHERE state = 'open';

      CREATE TABLE readiness_digest_defects (
        digest_id uuid NOT NULL REFERENCES readiness_digests (id),
        defect_id uuid NOT NULL REFERENCES defects (id),
        news text NOT NULL CHECK (news IN ('opened', 'overdue')),
        PRIMARY KEY (digest_id, defect_id)
      );
      GRANT SELECT, INSERT, UPDATE ON defects, readiness_digest_defects TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      UPDATE due_moments SET superseded_at = app_now() WHERE kind = 'defect.overdue' AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL;
      DROP TABLE readiness_digest_defects; DROP TABLE defects;`);
  }
}
