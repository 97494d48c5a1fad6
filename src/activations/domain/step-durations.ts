import type { ActivationPolicy, MilestoneKind, MilestoneRule } from '../../../config/activation.js';

type Policy = Pick<ActivationPolicy, 'milestones'>;

/** Seconds that each step usually takes once it can begin. */
export type StepDurations = Readonly<Record<MilestoneKind, number>>;

/** What is known of a location's lead time, as fractions of the full window of the request; null where nothing is. */
export type LeadTime = {
  /** In a real activation or an exercise with the full window: a compressed one proves nothing. */
  readonly measured: number | null;
  /** As the municipality stated it. */
  readonly stated: number | null;
};

/** The fraction of the window after which a fresh deployment opens when every step takes as long as usual. Throws when steps wait for each other in a circle. */
export function usualLeadTime(policy: Policy): number {
  const rules = new Map(policy.milestones.map((rule) => [rule.kind, rule]));
  const finish = (kind: MilestoneKind, above: readonly MilestoneKind[]): number => {
    if (above.includes(kind)) throw new Error(`Milestones wait for each other: ${[...above, kind].join(', ')}.`);
    const { waitsFor, duration } = ruleOf(rules, kind);
    return Math.max(0, ...waitsFor.map((before) => finish(before, [...above, kind]))) + duration.value;
  };
  return finish('open', []);
}

/**
 * How long each step takes at a location. Our own default: the usual durations, and where the lead time was measured all of them
 * lengthened or shortened alike, so that together they take what was measured; which step took it was not. A location that joins
 * when less is left than we think usual was planned on what it states: then the usual durations take no longer than that.
 * `windowSeconds`: of the activation, as it was at the trigger; a compressed exercise compresses the steps. `secondsAtStart`: from
 * joining to the deadline.
 */
export function stepDurations(policy: Policy, windowSeconds: number, secondsAtStart: number, { measured, stated }: LeadTime): StepDurations {
  const usual = usualLeadTime(policy);
  const unmeasured = usual * windowSeconds <= secondsAtStart ? usual : Math.min(usual, stated ?? usual);
  const scale = (measured ?? unmeasured) / usual;
  return Object.fromEntries(policy.milestones.map(({ kind, duration }) => [kind, duration.value * scale * windowSeconds])) as StepDurations;
}

function ruleOf(rules: ReadonlyMap<MilestoneKind, MilestoneRule>, kind: MilestoneKind): MilestoneRule {
  const rule = rules.get(kind);
  if (!rule) throw new Error(`Milestone ${kind} has no rule.`);
  return rule;
}
