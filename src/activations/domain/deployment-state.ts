import type { Problem, Result } from '../../kernel/index.js';
import { DEPLOYMENT_NOT_ALLOWED, DEPLOYMENT_NOT_YOURS } from './activation-errors.js';
import { type MayAct, type StateMachine, takeStep } from './state-machine.js';

export const DEPLOYMENT_STATES = ['alerted', 'preparing', 'open', 'closed', 'refused', 'failed'] as const;
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number];

export type DeploymentStep = 'prepare' | 'take-back' | 'refuse' | 'open' | 'fail' | 'close';

/** The life of one location within one activation. Closing is part of standing the activation down or cancelling it. */
export const DEPLOYMENT_MACHINE: StateMachine<DeploymentState, DeploymentStep> = {
  states: DEPLOYMENT_STATES,
  initial: 'alerted',
  final: ['closed', 'refused', 'failed'],
  notYours: DEPLOYMENT_NOT_YOURS,
  transitions: [
    { name: 'prepare', from: ['alerted'], to: 'preparing', by: ['municipality'], notFromHere: DEPLOYMENT_NOT_ALLOWED },
    // The municipality takes its commitment back within minutes.
    { name: 'take-back', from: ['preparing'], to: 'alerted', by: ['municipality'], notFromHere: DEPLOYMENT_NOT_ALLOWED },
    { name: 'refuse', from: ['alerted'], to: 'refused', by: ['municipality'], notFromHere: DEPLOYMENT_NOT_ALLOWED },
    {
      name: 'open',
      from: ['preparing'],
      to: 'open',
      // Whoever is agreed to owe `open`: the milestone's owner narrows this to one organisation.
      by: ['coa', 'municipality', 'red-cross'],
      notFromHere: DEPLOYMENT_NOT_ALLOWED,
    },
    {
      name: 'fail',
      from: ['alerted', 'preparing', 'open'],
      to: 'failed',
      by: ['municipality', 'red-cross', 'coa', 'operations', 'ministry'],
      notFromHere: DEPLOYMENT_NOT_ALLOWED,
    },
    {
      name: 'close',
      from: ['alerted', 'preparing', 'open'],
      to: 'closed',
      by: ['ministry', 'operations', 'system'],
      notFromHere: DEPLOYMENT_NOT_ALLOWED,
    },
  ],
};

/** A deployment that still counts on its location; the others have given it back. */
export const isLive = (state: DeploymentState): boolean => !DEPLOYMENT_MACHINE.final.includes(state);

/** The state after the step, or DEPLOYMENT.NOT_YOURS or DEPLOYMENT.NOT_ALLOWED. */
export const stepDeployment = (state: DeploymentState, step: DeploymentStep, by: MayAct): Result<DeploymentState, Problem> =>
  takeStep(DEPLOYMENT_MACHINE, state, step, by);
