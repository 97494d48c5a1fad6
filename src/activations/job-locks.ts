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
