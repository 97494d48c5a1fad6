import type { EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Database } from './database.js';
import type { Tx } from './transaction.js';

/** Rows of one table. `where`, `orderBy`: SQL over the table's own columns, `$1` being the id that is read for. */
export type Asked<Row extends ObjectLiteral> = { readonly entity: EntityTarget<Row> & (new () => Row); readonly where: string; readonly orderBy: string };

type Rows<Parts> = { [Part in keyof Parts]: Parts[Part] extends Asked<infer Row> ? Row[] : never };

/**
 * What belongs to one id, from several tables with a single statement: inside a transaction there is one connection, and what is
 * decided together is read for every decision. Gives entities as `find` does, for columns that JSON can hold.
 */
export async function readTogether<Parts extends Readonly<Record<string, Asked<ObjectLiteral>>>>(source: Database | Tx, id: string, parts: Parts): Promise<Rows<Parts>> {
  const metadataOf = ({ entity }: Asked<ObjectLiteral>): EntityMetadata => source.manager.connection.getMetadata(entity);
  const selects = Object.entries(parts).map(([name, part]) =>
    `(SELECT coalesce(json_agg(t ORDER BY ${part.orderBy}), '[]') FROM ${metadataOf(part).tableName} t WHERE ${part.where}) AS "${name}"`);
  const [found] = await source.query<Record<string, Record<string, unknown>[]>>(`SELECT ${selects.join(', ')}`, [id]);
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
