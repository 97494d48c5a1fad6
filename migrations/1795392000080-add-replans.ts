import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What re-planning came to for a location that was refused or dropped out. Null: not re-planned (yet). */
export class AddReplans1795392000080 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE deployments ADD COLUMN replan jsonb;`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE deployments DROP COLUMN replan;`);
  }
}
