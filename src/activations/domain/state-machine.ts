import { err, ok, Problem, type OrganisationKind, type ProblemType, type Result } from '../../kernel/index.js';

/** Who may take a step: a kind of organisation, or the system on a decision that was taken elsewhere. */
export type MayAct = OrganisationKind | 'system';

export type Transition<State extends string, Name extends string> = {
  readonly name: Name;
  readonly from: readonly State[];
  readonly to: State;
  readonly by: readonly MayAct[];
  /** The problem when the step is not allowed from the current state. */
  readonly notFromHere: ProblemType;
};

/** States and steps as data, so that a spec can walk them and a page can ask what is possible. */
export type StateMachine<State extends string, Name extends string> = {
  readonly states: readonly State[];
  readonly initial: State;
  /** States that nothing leads out of, on purpose. */
  readonly final: readonly State[];
  readonly transitions: readonly Transition<State, Name>[];
  /** The problem when somebody takes a step that is not theirs. */
  readonly notYours: ProblemType;
};

/** States that can be reached from the initial one, that one included, in the order declared. */
export function reachableStates<S extends string, N extends string>(machine: StateMachine<S, N>): S[] {
  const reached = new Set<S>([machine.initial]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const { from, to } of machine.transitions) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  return machine.states.filter((state) => reached.has(state));
}

/** Everything wrong with a definition, in words; empty when it is sound. For specs. */
export function machineFaults<S extends string, N extends string>(machine: StateMachine<S, N>): string[] {
  const { states, final, transitions } = machine;
  const reached = reachableStates(machine);
  const names = transitions.map(({ name }) => name);
  const leavable = new Set(transitions.flatMap(({ from }) => from));
  const used = [machine.initial, ...final, ...transitions.flatMap(({ from, to }) => [...from, to])];
  return [
    ...states.filter((state) => !reached.includes(state)).map((state) => `${state} cannot be reached`),
    ...states.filter((state) => !leavable.has(state) && !final.includes(state)).map((state) => `${state} is a dead end`),
    ...final.filter((state) => leavable.has(state)).map((state) => `${state} is final but can be left`),
    ...[...new Set(used)].filter((state) => !states.includes(state)).map((state) => `${state} is not a state`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} is named twice`),
    ...transitions.filter(({ name }) => name.trim() === '').map(({ to }) => `a step to ${to} has no name`),
    ...transitions.filter(({ by }) => by.length === 0).map(({ name }) => `${name} may be taken by nobody`),
  ];
}

/**
 * The state after the step, or the problem why it may not be taken. Whether the step is theirs is looked at first:
 * who may not act learns nothing about the state.
 */
export function takeStep<S extends string, N extends string>(
  machine: StateMachine<S, N>,
  from: S,
  name: N,
  by: MayAct,
): Result<S, Problem> {
  const step = machine.transitions.find((transition) => transition.name === name);
  if (!step) throw new RangeError(`No step is called ${name}`);
  if (!step.by.includes(by)) return err(new Problem(machine.notYours, {}, [], { step: name }));
  if (!step.from.includes(from)) return err(new Problem(step.notFromHere, {}, [], { step: name, state: from }));
  return ok(step.to);
}

/** The names of the steps this kind of organisation may take now; for buttons. */
export const possibleSteps = <S extends string, N extends string>(machine: StateMachine<S, N>, from: S, by: MayAct): N[] =>
  machine.transitions.filter((step) => step.by.includes(by) && step.from.includes(from)).map(({ name }) => name);
