import type { Instant } from '../../kernel/index.js';
import type { ContactFact } from './location.js';

type Values = Record<string, unknown>;

/** What the record says happened to a location. `personal` is null once it has been purged. */
export type PastStep = { readonly at: Instant; readonly action: string; readonly before: unknown; readonly after: unknown; readonly personal: Readonly<Values> | null };

/** A location as it goes on the record. `purged`: names of personal values that are no longer known. */
export type PastState = { readonly facts: Values; readonly personal: Values; readonly purged: readonly string[] };

/** Actions that changed what is stated of a location, and how to take them back. */
const TAKE_BACK: Readonly<Record<string, (state: PastState, step: PastStep) => PastState>> = {
  'location.changed': (state, step) => withPersonal(withFacts(state, step), step),
  'location.confirmed': withFacts,
  'location.withdrawn': withFacts,
  'location.lead-time-measured': (state, { before }) => ({ ...state, facts: { ...state.facts, measuredLeadTimeHours: valuesOf(before)['measuredLeadTimeHours'] ?? null } }),
  'location.contact-reached': withContact,
  'location.contact-not-reached': withContact,
};

const valuesOf = (part: unknown): Values => (part ?? {}) as Values;

function withFacts(state: PastState, { before }: PastStep): PastState {
  return { ...state, facts: { ...state.facts, ...valuesOf(before) } };
}

/** What stood there before is known, or, once the record's personal part is gone, known to be unknown: any of it may have changed. */
const withPersonal = (state: PastState, { personal }: PastStep): PastState =>
  personal === null ? { ...state, purged: Object.keys(state.personal) } : { ...state, personal: { ...state.personal, ...valuesOf(personal['before']) } };

/** One contact was telephoned: its fact goes back to what it was. */
function withContact(state: PastState, { before, after }: PastStep): PastState {
  const is = valuesOf(after)['contact'] as ContactFact | undefined;
  const { contact: was, version } = valuesOf(before) as { contact?: ContactFact; version?: number };
  const contacts = state.facts['contacts'] as readonly ContactFact[] | undefined;
  const index = contacts?.findIndex((contact) => contact.role === is?.role && contact.confirmedOn === is.confirmedOn && contact.notReachedOn === is.notReachedOn) ?? -1;
  if (!contacts || !was || index === -1) return state;
  return { ...state, facts: { ...state.facts, contacts: contacts.map((contact, at) => (at === index ? was : contact)), version: version ?? state.facts['version'] } };
}

const takeBack = (state: PastState, step: PastStep): PastState => TAKE_BACK[step.action]?.(state, step) ?? state;

/** A step with what was stated before it and after it. */
export type StateChange<Step> = { readonly step: Step; readonly before: PastState; readonly after: PastState };

/** Every step, the newest first, with what it changed of what is stated. `before` of the registration says nothing. */
export function changesBack<Step extends PastStep>(present: Omit<PastState, 'purged'>, steps: readonly Step[]): StateChange<Step>[] {
  let after: PastState = { ...present, purged: [] };
  return [...steps].reverse().map((step) => {
    const before = takeBack(after, step);
    const change = { step, before, after };
    after = before;
    return change;
  });
}

/**
 * What a location was at an instant, from what it is and everything on the record about it, oldest first: what came after the
 * instant is taken back, the newest first. Undefined when it was not registered yet.
 */
export function stateAt(present: Omit<PastState, 'purged'>, steps: readonly PastStep[], at: Instant): PastState | undefined {
  const later = steps.filter((step) => step.at > at);
  if (later.some(({ action }) => action === 'location.registered')) return undefined;
  const state = later.reduceRight(takeBack, { ...present, purged: [] });
  // What was voided is on the record with when, not with what it was before.
  const voided = steps.findLast((step) => step.at <= at && step.action === 'location.findings-voided');
  const isLater = later.some(({ action }) => action === 'location.findings-voided');
  return isLater ? { ...state, facts: { ...state.facts, findingsVoidedAt: valuesOf(voided?.after)['findingsVoidedAt'] ?? null } } : state;
}
