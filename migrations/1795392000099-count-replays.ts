import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When something was last sent again by hand: that has a limit. */
export class CountReplays1795392000099 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE webhook_deliveries ADD COLUMN replayed_at timestamptz;
      CREATE INDEX webhook_deliveries_replayed ON webhook_deliveries (endpoint_id, replayed_at) WHERE replayed_at IS NOT NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE webhook_deliveries DROP COLUMN replayed_at');
  }
}
