import pg from 'pg';
import { DemoData, type DemoCredential } from '../../src/demo/index.js';
import { startSite } from '../e2e/site.js';
import { maintain } from '../support/database.js';
import { withoutMonthlyCheck } from './monthly-check.js';

/** One of them makes it, the others wait. Arbitrary; only has to be the same in every test file. */
const LOCK = 7_202_614;

export type DemoTemplate = { readonly name: string; readonly credentials: readonly DemoCredential[] };

/**
 * A database with the demo data, to be copied: passwords that are slow to guess are slow to make, and every file needs twenty-two.
 * One a day, because what is in it counts from the day on which it was made. Its comment holds the sign-ins.
 */
export async function demoTemplate(): Promise<DemoTemplate> {
  return maintain(async (client) => {
    const [day] = (await client.query<{ name: string }>(`SELECT to_char(now() AT TIME ZONE 'Europe/Amsterdam', '"adh_demo_"YYYYMMDD') AS name`)).rows;
    const { name } = day!;
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    // The lock goes with the session, which `maintain` ends.
    const known = await client.query<{ credentials: string }>(`SELECT shobj_description(oid, 'pg_database') AS credentials FROM pg_database WHERE datname = $1`, [name]);
    if (known.rows[0]) return { name, credentials: JSON.parse(known.rows[0].credentials) as DemoCredential[] };
    const site = await startSite({ demoData: true });
    const credentials = await site.app.get(DemoData).ensure();
    await withoutMonthlyCheck(site.database);
    const made = site.database.name;
    await site.app.close();
    await site.database.leave();
    await client.query(`COMMENT ON DATABASE ${pg.escapeIdentifier(made)} IS ${pg.escapeLiteral(JSON.stringify(credentials))}`);
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(made)} RENAME TO ${pg.escapeIdentifier(name)}`);
    return { name, credentials };
  });
}
