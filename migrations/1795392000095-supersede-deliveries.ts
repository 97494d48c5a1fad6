import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message that waited through an outage of mail may be taken over by one that states the present situation. */
export class SupersedeDeliveries1795392000095 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE deliveries
        ADD COLUMN superseded_by uuid REFERENCES deliveries (id),
        ADD COLUMN superseded_at timestamptz,
        -- Since when what it took over waited; null where it took over nothing: since it was made.
        ADD COLUMN waiting_since timestamptz,
        DROP CONSTRAINT deliveries_state_check,
        ADD CONSTRAINT deliveries_state_check CHECK (state IN ('queued', 'sending', 'accepted', 'answered', 'failed-retrying', 'given-up', 'superseded')),
        -- What may have gone out is never taken over, and nothing is without saying by what. A process of the earlier release may
        -- still mark as answered what was taken over: it does not know the difference.
        ADD CONSTRAINT deliveries_superseded_check CHECK (
          CASE state WHEN 'superseded' THEN superseded_by IS NOT NULL AND superseded_at IS NOT NULL AND accepted_at IS NULL AND claim_token IS NULL AND NOT outcome_unknown
                     WHEN 'answered' THEN true
                     ELSE superseded_by IS NULL AND superseded_at IS NULL END)`);
  }

  // The earlier release knows no such end: to it these are no longer needed, and what took them over stands beside them.
  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      UPDATE deliveries SET state = 'answered', answered_at = superseded_at, superseded_by = NULL, superseded_at = NULL WHERE state = 'superseded';
      ALTER TABLE deliveries
        DROP CONSTRAINT deliveries_superseded_check,
        DROP CONSTRAINT deliveries_state_check,
        ADD CONSTRAINT deliveries_state_check CHECK (state IN ('queued', 'sending', 'accepted', 'answered', 'failed-retrying', 'given-up')),
        DROP COLUMN superseded_by, DROP COLUMN superseded_at, DROP COLUMN waiting_since`);
  }
}
