import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether mail reaches a contact: a test message with a link of its own, confirmed by whoever reads it there. */
export class VerifyContactAddresses1795392000072 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE contacts
        -- About the e-mail address that stands there now; another address has none of these.
        ADD COLUMN tested_at timestamptz,
        ADD COLUMN verified_at timestamptz,
        -- When a mail server last refused it for good.
        ADD COLUMN refused_at timestamptz,
        ADD CHECK (email IS NOT NULL OR num_nonnulls(tested_at, verified_at, refused_at) = 0),
        ADD CHECK (num_nonnulls(verified_at, refused_at) < 2);

      ALTER TABLE answer_links DROP CONSTRAINT answer_links_purpose_check, ADD CONSTRAINT answer_links_purpose_check CHECK (purpose IN ('answer', 'confirm', 'verify'));
      CREATE INDEX alerts_contact_tests ON alerts (organisation_id, created_at) WHERE purpose = 'contact-test';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP INDEX alerts_contact_tests;
      DELETE FROM answer_links WHERE purpose = 'verify';
      ALTER TABLE answer_links DROP CONSTRAINT answer_links_purpose_check, ADD CONSTRAINT answer_links_purpose_check CHECK (purpose IN ('answer', 'confirm'));
      ALTER TABLE contacts DROP COLUMN tested_at, DROP COLUMN verified_at, DROP COLUMN refused_at;`);
  }
}
