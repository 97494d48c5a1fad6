import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For lists of a day to come: the few standings that begin on it. */
export class IndexComingStandings1795392000041 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE INDEX location_standings_from ON location_standings (from_at)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP INDEX location_standings_from`);
  }
}
