import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a province asks of each of its municipalities for a reserve request, and what each of them answers for itself. */
export class CreateReserveShares1795392000030 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE reserve_shares (
        id uuid PRIMARY KEY,
        reserve_request_id uuid NOT NULL REFERENCES reserve_requests (id),
        municipality_id uuid NOT NULL REFERENCES organisations (id),
        places_asked integer NOT NULL CHECK (places_asked > 0),
        answer text NOT NULL CHECK (answer IN ('asked', 'given', 'given-with-conditions', 'refused')),
        places_promised integer CHECK (places_promised > 0),
        conditions text,
        reason text,
        -- On what ground the municipality's official answers.
        mandate text,
        asked_at timestamptz NOT NULL,
        answered_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        UNIQUE (reserve_request_id, municipality_id),
        CHECK ((answer = 'asked') = (answered_at IS NULL)),
        CHECK ((answer IN ('given', 'given-with-conditions')) = (places_promised IS NOT NULL)),
        CHECK ((answer IN ('given', 'given-with-conditions')) = (mandate IS NOT NULL)),
        CHECK ((answer = 'given-with-conditions') = (conditions IS NOT NULL)),
        CHECK ((answer = 'refused') = (reason IS NOT NULL))
      );
      CREATE INDEX reserve_shares_municipality ON reserve_shares (municipality_id);
      GRANT SELECT, INSERT, UPDATE ON reserve_shares TO adh_application;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP TABLE reserve_shares;`);
  }
}
