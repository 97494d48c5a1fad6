import { Problem, type Actor } from '../kernel/index.js';
import type { Activation } from './activation.entity.js';
import { MACHINE_TRIGGERS_EXERCISES_ONLY } from './domain/index.js';

/** What directs a real activation for everybody is a named person's decision; a machine may rehearse it. Throws ACTIVATION.MACHINE_KEY. */
export function assertPersonFor({ exercise }: Pick<Activation, 'exercise'>, actor: Actor): void {
  if (!exercise && !actor.personId) throw new Problem(MACHINE_TRIGGERS_EXERCISES_ONLY);
}
