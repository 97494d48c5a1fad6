import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Claiming finds whose turn it is, and beginning what it answers to, without looking at everything that waits or was sent. */
export class IndexTurnsOfDeliveries1795392000093 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE INDEX deliveries_turn ON deliveries (lane, (attempts > 0), position) WHERE state IN ('queued', 'failed-retrying', 'sending');
      DROP INDEX deliveries_waiting;
      CREATE INDEX deliveries_thread ON deliveries (alert_id, address);
      DROP INDEX deliveries_alert;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE INDEX deliveries_waiting ON deliveries (lane, next_try_at) WHERE state IN ('queued', 'failed-retrying', 'sending');
      DROP INDEX deliveries_turn;
      CREATE INDEX deliveries_alert ON deliveries (alert_id);
      DROP INDEX deliveries_thread;
    `);
  }
}
