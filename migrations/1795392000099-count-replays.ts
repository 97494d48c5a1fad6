import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When something was sent again by hand to an endpoint: that has a limit. */
export class CountReplays1795392000099 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Of the last hour only. Not with what is sent: of one that still waits, sending again makes no row.
      ALTER TABLE webhook_endpoints ADD COLUMN replayed_at timestamptz[] NOT NULL DEFAULT '{}';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE webhook_endpoints DROP COLUMN replayed_at');
  }
}
