import type { Instant } from '../../kernel/index.js';
import type { ContactFact } from './location.js';

type Values = Record<string, unknown>;

/** What the record says happened to a location. `personal` is null once it has been purged. */
export type PastStep = { readonly at: Instant; readonly action: string; readonly before: unknown; readonly after: unknown; readonly personal: Readonly<Values> | null };

/** A location as it goes on the record. `purged`: names of personal values that are no longer known. */
export type PastState = { readonly facts: Values; readonly personal: Values; readonly purged: readonly string[] };

type TakeBack = (state: PastState, step: PastStep, earlier: readonly PastStep[]) => PastState;

/** Actions that made a new version of a location, and how to take back what they changed. */
const TAKE_BACK: Readonly<Record<string, TakeBack>> = {
  'location.registered': (state) => state,
  'location.changed': (state, step) => withPersonal(withFacts(state, step), step),
  'location.confirmed': withFacts,
  'location.withdrawn': withFacts,
  'location.lead-time-measured': (state, { before }) => setTo(state, { measuredLeadTimeHours: valuesOf(before)['measuredLeadTimeHours'] ?? null }),
  'location.contact-reached': withContact,
  'location.contact-not-reached': withContact,
  'location.contact-test-unanswered': withContact,
  // The record says when findings were voided, not when they had been before: the entry before it does.
  'location.findings-voided': (state, _step, earlier) =>
    setTo(state, { findingsVoidedAt: valuesOf(earlier.findLast(({ action }) => action === 'location.findings-voided')?.after)['findingsVoidedAt'] ?? null }),
};

const valuesOf = (part: unknown): Values => (part ?? {}) as Values;
const setTo = (state: PastState, facts: Values): PastState => ({ ...state, facts: { ...state.facts, ...facts } });

function withFacts(state: PastState, { before }: PastStep): PastState {
  return setTo(state, valuesOf(before));
}

/** What stood there before is known, or, once the record's personal part is gone, known to be unknown: any of it may have changed. */
const withPersonal = (state: PastState, { personal }: PastStep): PastState =>
  personal === null ? { ...state, purged: Object.keys(state.personal) } : { ...state, personal: { ...state.personal, ...valuesOf(personal['before']) } };

/** One contact was telephoned: its fact goes back to what it was. */
function withContact(state: PastState, { before, after }: PastStep): PastState {
  const is = valuesOf(after)['contact'] as ContactFact | undefined;
  const was = valuesOf(before)['contact'] as ContactFact | undefined;
  const contacts = (state.facts['contacts'] ?? []) as readonly ContactFact[];
  const index = contacts.findIndex((contact) => contact.role === is?.role && contact.confirmedOn === is.confirmedOn && contact.notReachedOn === is.notReachedOn);
  return was && index >= 0 ? setTo(state, { contacts: contacts.map((contact, at) => (at === index ? was : contact)) }) : state;
}

/** Each of these made one version; not all of them say on the record which it was. */
function takeBack(state: PastState, step: PastStep, earlier: readonly PastStep[]): PastState {
  const before = TAKE_BACK[step.action]?.(state, step, earlier);
  if (before === undefined || step.action === 'location.registered') return state;
  return setTo(before, { version: valuesOf(step.before)['version'] ?? Number(state.facts['version']) - 1 });
}

/** A step with what was stated before it and after it. */
export type StateChange<Step> = { readonly step: Step; readonly before: PastState; readonly after: PastState };

/**
 * The steps, the newest first, with what each changed of what is stated. They are handed in oldest first, and reach to now:
 * how far back does not matter. `before` of the registration is what was registered.
 */
export function changesBack<Step extends PastStep>(present: Omit<PastState, 'purged'>, steps: readonly Step[]): StateChange<Step>[] {
  let after: PastState = { ...present, purged: [] };
  return steps.map((step, index) => ({ step, earlier: steps.slice(0, index) })).reverse().map(({ step, earlier }) => {
    const before = takeBack(after, step, earlier);
    const change = { step, before, after };
    after = before;
    return change;
  });
}

/** A location at an instant, and when it had last been changed. */
export type StateThen = PastState & { readonly changedAt: Instant };

/**
 * What a location was at an instant, from what it is, everything that came after the instant on its record, and of what went
 * before at least the newest of each action, oldest first: what came after is taken back, the newest first. Undefined when it was
 * not registered yet.
 */
export function stateAt(present: Omit<PastState, 'purged'>, steps: readonly PastStep[], at: Instant): StateThen | undefined {
  const earlier = steps.filter((step) => step.at <= at);
  const changed = earlier.findLast(({ action }) => action in TAKE_BACK);
  if (changed === undefined) return undefined;
  const later = steps.slice(earlier.length);
  const state = later.reduceRight((found, step, index) => takeBack(found, step, steps.slice(0, earlier.length + index)), { ...present, purged: [] } as PastState);
  return { ...state, changedAt: changed.at };
}
