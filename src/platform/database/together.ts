import type { EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Database } from './database.js';
import type { Tx } from './transaction.js';

/** Rows of one table. `where`, `orderBy`: SQL over the columns of the table `t`, with the parameters that all parts share. */
export type Asked<Row extends ObjectLiteral> = { readonly entity: EntityTarget<Row> & (new () => Row); readonly where: string; readonly orderBy: string };

type Source = Pick<Database, 'manager' | 'query'> | Pick<Tx, 'manager' | 'query'>;
type Rows<Parts> = { [Part in keyof Parts]: Parts[Part] extends Asked<infer Row> ? Row[] : never };

/**
 * What belongs together, from several tables with a single statement: inside a transaction there is one connection, and what is
 * decided together is read for every decision. Gives entities as `find` does, for columns that JSON can hold.
 */
export async function readTogether<Parts extends Readonly<Record<string, Asked<ObjectLiteral>>>>(source: Source, parameters: readonly unknown[], parts: Parts): Promise<Rows<Parts>> {
  const metadataOf = ({ entity }: Asked<ObjectLiteral>): EntityMetadata => source.manager.connection.getMetadata(entity);
  const selects = Object.entries(parts).map(([name, part]) =>
    `(SELECT coalesce(json_agg(t ORDER BY ${part.orderBy}), '[]') FROM ${metadataOf(part).tableName} t WHERE ${part.where}) AS "${name}"`);
  const [found] = await source.query<Record<string, Record<string, unknown>[]>>(`SELECT ${selects.join(', ')}`, parameters);
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, found![name]!.map((row) => entityOf(part, metadataOf(part), row))])) as Rows<Parts>;
}

function entityOf({ entity: Entity }: Asked<ObjectLiteral>, { columns }: EntityMetadata, row: Record<string, unknown>): ObjectLiteral {
  const entity = new Entity();
  for (const { propertyName, databaseName, type } of columns) {
    const value = row[databaseName];
    entity[propertyName] = type === 'timestamptz' && typeof value === 'string' ? new Date(value) : value;
  }
  return entity;
}

/**
 * Adds rows of one table with a single statement, in their order. Like `readTogether` for columns that JSON can hold; what no row
 * gives is left to the table's defaults.
 */
export async function insertTogether<Row extends ObjectLiteral>(tx: Tx, entity: EntityTarget<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, columns } = tx.manager.connection.getMetadata(entity);
  const given = columns.filter(({ isInsert, propertyName }) => isInsert && rows.some((row) => row[propertyName] !== undefined));
  const names = given.map(({ databaseName }) => databaseName).join(', ');
  const json = rows.map((row) => Object.fromEntries(given.map(({ databaseName, propertyName }) => [databaseName, row[propertyName]])));
  await tx.query(`INSERT INTO ${tableName} (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::${tableName}, $1::jsonb)`, [JSON.stringify(json)]);
}
