import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Telephone numbers of contacts in E.164, where what was written can mean one number only: a Dutch number with its area code, or
 * any number with its country's code. What can not is left as it was written; the pages ask to check it.
 */
export class NormaliseTelephones1795392000070 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION pg_temp.e164(written text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        WITH plain AS (
          -- Only what people put between digits is taken out: a word, or a second number, stays in sight.
          SELECT regexp_replace(regexp_replace(regexp_replace(written, '[[:space:]().\\-/–]', '', 'g'), '^00', '+'), '^\\+310', '+31') AS digits)
        SELECT CASE
          WHEN digits ~ '^0([1-7][0-9]{8}|8[58][0-9]{7})$' THEN '+31' || substr(digits, 2)
          WHEN digits ~ '^\\+31([1-7][0-9]{8}|8[58][0-9]{7})$' THEN digits
          -- Which zero of +49 (0)5932 is dialled, depends on the country.
          WHEN digits ~ '^\\+(?!31)[1-9][0-9]{7,14}$' AND written NOT LIKE '%(0)%' THEN digits
          ELSE written END FROM plain
      $$;

      UPDATE contacts SET telephone = pg_temp.e164(telephone) WHERE telephone <> pg_temp.e164(telephone);

      UPDATE standby_locations l SET contacts = (
        SELECT coalesce(jsonb_agg(CASE WHEN c ->> 'telephone' IS NULL THEN c ELSE jsonb_set(c, '{telephone}', to_jsonb(pg_temp.e164(c ->> 'telephone'))) END ORDER BY n), '[]'::jsonb)
          FROM jsonb_array_elements(l.contacts) WITH ORDINALITY AS e(c, n))
       WHERE EXISTS (SELECT 1 FROM jsonb_array_elements(l.contacts) AS c WHERE c ->> 'telephone' <> pg_temp.e164(c ->> 'telephone'));

      DROP FUNCTION pg_temp.e164(text);
    `);
  }

  // How a number was written is gone, and means the same.
  async down(): Promise<void> {}
}
