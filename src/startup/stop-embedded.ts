import pg from 'pg';
import type { EmbeddedPostgres } from '../platform/embedded/index.js';

/**
 * Stops the embedded PostgreSQL, unless another process of ours still uses it: a second start in the same folder
 * adopts the running server. Returns false when it was left running. All of this process's own connections are closed by now.
 */
export async function stopEmbedded(embedded: EmbeddedPostgres): Promise<boolean> {
  if (await othersUse(embedded)) return false;
  await embedded.stop();
  return true;
}

async function othersUse({ superuserUrl, ownerUrl }: EmbeddedPostgres): Promise<boolean> {
  const client = new pg.Client({ connectionString: superuserUrl, database: new URL(ownerUrl).pathname.slice(1), connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ others: boolean }>(`SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'adh-%') AS others`);
    return rows[0]!.others;
  } catch {
    // A server that does not answer is used by nobody.
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
