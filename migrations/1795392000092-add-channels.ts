import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Besides mail, a message may go out as SMS or as a voice call. */
export class AddChannels1795392000092 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`ALTER TABLE deliveries DROP CONSTRAINT deliveries_channel_check, ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('mail', 'sms', 'voice'))`);
  }

  // What went out by telephone is history that the earlier release cannot show: it is in the record.
  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DELETE FROM deliveries WHERE channel <> 'mail';
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_channel_check, ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('mail'));`);
  }
}
