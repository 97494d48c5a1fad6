import { err, type Instant, Problem, type Result } from '../../kernel/index.js';
import { ACTIVATION_NOT_YOURS, CANNOT_CANCEL_PRESENT, NOT_RUNNING } from './activation-errors.js';
import { type MayAct, type StateMachine, takeStep } from './state-machine.js';

export const LIFECYCLES = ['running', 'ended', 'cancelled'] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

export type ActivationStep = 'stand-down' | 'cancel' | 'stand-down-exercise' | 'cancel-exercise';

/**
 * The life of an activation. An exercise has steps of its own: operations may end it, and the system ends it
 * when a real activation takes one of its locations over.
 */
export const ACTIVATION_MACHINE: StateMachine<Lifecycle, ActivationStep> = {
  states: LIFECYCLES,
  initial: 'running',
  final: ['ended', 'cancelled'],
  notYours: ACTIVATION_NOT_YOURS,
  transitions: [
    { name: 'stand-down', from: ['running'], to: 'ended', by: ['ministry'], notFromHere: NOT_RUNNING },
    { name: 'cancel', from: ['running'], to: 'cancelled', by: ['ministry'], notFromHere: NOT_RUNNING },
    {
      name: 'stand-down-exercise',
      from: ['running'],
      to: 'ended',
      by: ['ministry', 'operations', 'system'],
      notFromHere: NOT_RUNNING,
    },
    { name: 'cancel-exercise', from: ['running'], to: 'cancelled', by: ['ministry', 'operations'], notFromHere: NOT_RUNNING },
  ],
};

export type ActivationLife = {
  readonly lifecycle: Lifecycle;
  readonly exercise: boolean;
  /** When the first person was reported present at any deployment; null when nobody ever was. */
  readonly firstPresentAt: Instant | null;
};

/** Stand-down: the new lifecycle, or ACTIVATION.NOT_YOURS or ACTIVATION.NOT_RUNNING. */
export const standDown = (activation: ActivationLife, by: MayAct): Result<Lifecycle, Problem> =>
  takeStep(ACTIVATION_MACHINE, activation.lifecycle, activation.exercise ? 'stand-down-exercise' : 'stand-down', by);

/**
 * Cancelling: the new lifecycle, or ACTIVATION.NOT_YOURS, ACTIVATION.NOT_RUNNING, or
 * ACTIVATION.CANNOT_CANCEL_PRESENT once anybody was reported present, even if they have left since.
 */
export function cancel(activation: ActivationLife, by: MayAct): Result<Lifecycle, Problem> {
  const next = takeStep(ACTIVATION_MACHINE, activation.lifecycle, activation.exercise ? 'cancel-exercise' : 'cancel', by);
  return next.ok && activation.firstPresentAt !== null ? err(new Problem(CANNOT_CANCEL_PRESENT)) : next;
}
