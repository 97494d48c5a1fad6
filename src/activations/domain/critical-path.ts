import { ACTIVATION_POLICY, type MilestoneKind, type MilestoneRule } from '../../../config/activation.js';
import type { Instant } from '../../kernel/index.js';
import type { StepDurations } from './step-durations.js';

/** A milestone as far as the path needs it. */
export type PathMilestone = {
  readonly id: string;
  readonly kind: MilestoneKind;
  /** Who owes it, by whatever names the parties apart. */
  readonly owner: string;
  readonly state: 'open' | 'done' | 'refused' | 'void';
  readonly doneAt: Instant | null;
};

export type PathInput = {
  /** Of one deployment. */
  readonly milestones: readonly PathMilestone[];
  /** When the deployment joined: whatever waits for nothing began then. */
  readonly startedAt: Instant;
  readonly deadlineAt: Instant;
  readonly now: Instant;
  readonly durations: StepDurations;
  /** Default: the policy. */
  readonly rules?: readonly Pick<MilestoneRule, 'kind' | 'owner' | 'waitsFor'>[];
};

/** An open milestone on the way to `open`. */
export type PathStep = {
  readonly id: string;
  readonly kind: MilestoneKind;
  readonly owner: string;
  readonly earliestFinishAt: Instant;
  /** The latest at which `open` can still come by the deadline. */
  readonly latestFinishAt: Instant;
  /** Between the two, in seconds; negative when the deadline is no longer met. */
  readonly slackSeconds: number;
  /** Any delay of it delays `open`. */
  readonly critical: boolean;
  /** All that it waits for is done. */
  readonly canBegin: boolean;
};

export type CriticalPath = {
  /** Open milestones in the order in which they can be finished. */
  readonly steps: readonly PathStep[];
  /** The kinds that decide when `open` comes, in their order. */
  readonly path: readonly MilestoneKind[];
  readonly expectedOpenAt: Instant;
  readonly willBeLate: boolean;
  /** From the expected opening to the deadline, in seconds; negative: late by so much. */
  readonly slackSeconds: number;
  /** The first instant from `now` on at which it is late when nothing more gets done: `now` when it is late already. */
  readonly lateFrom: Instant;
};

type Node = { readonly milestone: PathMilestone; readonly order: number; readonly before: Node[]; readonly after: Node[]; readonly durationMs: number };

/**
 * What remains to be done at a deployment and how long it takes: the critical path method over the open milestones. A step begins
 * when the last that it waits for is done; what has passed of its duration since is behind it, though it is never done before
 * `now`. What is done, refused or void holds nothing up. Null when there is no open `open` to reach.
 */
export function criticalPath(input: PathInput): CriticalPath | null {
  const nodes = network(input);
  const goal = nodes.find(({ milestone }) => milestone.kind === 'open' && isOpen(milestone));
  if (!goal) return null;
  const now = input.now.getTime();
  const deadline = input.deadlineAt.getTime();
  const { finishOf, tailOf } = passes(goal, input.startedAt.getTime(), now);
  const expected = finishOf(goal);
  const ordered = nodes
    .filter(({ milestone }) => isOpen(milestone))
    .sort((a, b) => finishOf(a) - finishOf(b) || a.order - b.order || a.milestone.owner.localeCompare(b.milestone.owner));
  const steps = ordered.map((node): PathStep => {
    const { id, kind, owner } = node.milestone;
    const tail = tailOf(node);
    const latest = deadline - (tail ?? 0);
    return {
      id, kind, owner, earliestFinishAt: new Date(finishOf(node)), latestFinishAt: new Date(latest), slackSeconds: (latest - finishOf(node)) / 1000,
      critical: tail !== null && finishOf(node) + tail === expected, canBegin: canBegin(node),
    };
  });
  // What can begin but is not finished is all that time alone can delay; what comes after follows from it.
  const lastMoments = ordered.filter(canBegin).flatMap((node) => tailOf(node) ?? []).map((tail) => deadline - tail + 1);
  return {
    steps, path: [...new Set(steps.filter(({ critical }) => critical).map(({ kind }) => kind))],
    expectedOpenAt: new Date(expected), willBeLate: expected > deadline, slackSeconds: (deadline - expected) / 1000,
    lateFrom: new Date(expected > deadline ? now : Math.min(...lastMoments)),
  };
}

const isOpen = ({ state }: PathMilestone): boolean => state === 'open';
const canBegin = ({ before }: Node): boolean => before.every(({ milestone }) => !isOpen(milestone));

// Whole milliseconds, rounded down: equal paths stay equal, and a schedule that fits exactly stays fitting.
function network({ milestones, durations, rules = ACTIVATION_POLICY.milestones }: PathInput): Node[] {
  const nodes = milestones.map((milestone): Node => ({
    milestone, order: rules.findIndex(({ kind }) => kind === milestone.kind), before: [], after: [], durationMs: Math.floor(durations[milestone.kind] * 1000),
  }));
  const ownsForItself = (node: Node): boolean => rules[node.order]!.owner === 'each-party';
  for (const node of nodes) {
    for (const other of nodes) {
      if (!rules[node.order]!.waitsFor.includes(other.milestone.kind)) continue;
      if (ownsForItself(node) && ownsForItself(other) && node.milestone.owner !== other.milestone.owner) continue;
      node.before.push(other);
      other.after.push(node);
    }
  }
  return nodes;
}

// Forward: when each can be finished. Backward: how long the longest way from there to `goal` takes, null when none leads there.
function passes(goal: Node, startedAt: number, now: number): { finishOf(node: Node): number; tailOf(node: Node): number | null } {
  const finishes = new Map<Node, number>();
  const tails = new Map<Node, number | null>();
  const finish = (node: Node): number => {
    const { milestone, before, durationMs } = node;
    if (!isOpen(milestone)) return milestone.doneAt?.getTime() ?? startedAt;
    return Math.max(now, Math.max(startedAt, ...before.map(finishOf)) + durationMs);
  };
  const finishOf = (node: Node): number => remembered(finishes, node, finish);
  const tail = (node: Node): number | null => {
    if (node === goal) return 0;
    const ways = node.after.filter(({ milestone }) => isOpen(milestone)).flatMap((next) => {
      const rest = tailOf(next);
      return rest === null ? [] : [rest + next.durationMs];
    });
    return ways.length === 0 ? null : Math.max(...ways);
  };
  const tailOf = (node: Node): number | null => remembered(tails, node, tail);
  return { finishOf, tailOf };
}

function remembered<Value>(known: Map<Node, Value>, node: Node, work: (node: Node) => Value): Value {
  if (!known.has(node)) known.set(node, work(node));
  return known.get(node)!;
}
