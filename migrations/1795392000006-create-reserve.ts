import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reserve requests: what PRO asks of a province, and what the province answered. */
export class CreateReserve1795392000006 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE reserve_requests (
        id uuid PRIMARY KEY,
        ministry_id uuid NOT NULL REFERENCES organisations (id),
        province_id uuid NOT NULL REFERENCES organisations (id),
        red_cross_id uuid NOT NULL REFERENCES organisations (id),
        coa_id uuid NOT NULL REFERENCES organisations (id),
        operations_id uuid NOT NULL REFERENCES organisations (id),
        province_code text NOT NULL,
        places integer NOT NULL CHECK (places > 0),
        groups jsonb NOT NULL,
        period_from date NOT NULL,
        period_to date NOT NULL,
        window_seconds integer NOT NULL CHECK (window_seconds >= 3600),
        norm_set text NOT NULL,
        answer text NOT NULL CHECK (answer IN ('asked', 'exploring', 'accepted', 'declined', 'released')),
        answer_reason text,
        ask_again_on date,
        answered_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        CHECK (period_from <= period_to),
        CHECK (answer <> 'declined' OR answer_reason IS NOT NULL)
      );
      CREATE INDEX reserve_requests_province ON reserve_requests (province_id, period_from);
      GRANT SELECT, INSERT, UPDATE ON reserve_requests TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE reserve_requests;`);
  }
}
