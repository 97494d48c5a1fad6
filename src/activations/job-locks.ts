import type { Tx } from '../platform/database/index.js';

/** The aggregate of every due moment of an activation. */
export const lockActivation = async (tx: Tx, id: string): Promise<void> => {
  await tx.lock('activations', id);
};

/** What a due moment that keeps failing is about, for those who are told of it. */
export async function aboutActivation(tx: Tx, id: string): Promise<{ topicId: string; exercise: boolean } | undefined> {
  const [row] = await tx.query<{ exercise: boolean }>('SELECT exercise FROM activations WHERE id = $1', [id]);
  return row && { topicId: id, exercise: row.exercise };
}

/** The same of a part of an activation, whatever is missing: who is told that a moment keeps failing must hear of it. */
export async function aboutPart(tx: Tx, table: 'deployments' | 'extra_places' | 'milestones' | 'information_tasks' | 'rides', id: string): Promise<{ topicId: string; exercise: boolean } | undefined> {
  const [row] = await tx.query<{ activation_id: string }>(`SELECT activation_id FROM ${table} WHERE id = $1`, [id]);
  return row && aboutActivation(tx, row.activation_id);
}
