import type { Criterion, ReadinessPolicy } from '../../../config/readiness.js';
import type { Instant, LocalDay } from '../../kernel/index.js';
import { isOutOfReach } from './contact-report.js';
import { dayAt, monthsLater } from './day-edges.js';
import { expiriesOf, type Expiry, type ExpiryRules } from './expiry.js';
import { type DatedFinding, type Finding, INSPECTED_CRITERIA, type InspectedCriterion, newestFindings } from './inspection.js';
import type { KnownLocation } from './location-supply.js';
import type { ContactFact, ContactRole } from './location.js';

/** What one press renews of a criterion. */
export type Renewed = {
  readonly criterion: Criterion;
  /** Of contacts: the roles whose contacts count as reachable again, in the order of the contacts. */
  readonly roles: readonly ContactRole[];
  /** Last day, included, until which it then holds; null when it has no term. */
  readonly until: LocalDay | null;
};

/** A contact that a press leaves as it is: who did not answer, or was never called, is not reachable because somebody says so. */
export type KeptContact = { readonly role: ContactRole; readonly because: 'not-reached' | 'never-confirmed'; readonly on: LocalDay | null };

export type Confirmation = {
  readonly renewed: readonly Renewed[];
  readonly kept: readonly KeptContact[];
  /** All contacts as they stand afterwards, in their order. */
  readonly contacts: readonly ContactFact[];
  /** Findings as of the confirmation, for what somebody looked at before and config lets a confirmation renew. */
  readonly findings: readonly Finding[];
};

/** Why a contact is not renewed; undefined when it is, or was today already. */
function keptBecause(contact: ContactFact): KeptContact | undefined {
  const { role, confirmedOn, notReachedOn } = contact;
  if (isOutOfReach(contact)) return { role, because: 'not-reached', on: notReachedOn };
  return confirmedOn === null ? { role, because: 'never-confirmed', on: null } : undefined;
}

function contactsRenewed(contacts: readonly ContactFact[], today: LocalDay, validMonths: number | null): Omit<Confirmation, 'findings'> {
  const after = contacts.map((contact) => (keptBecause(contact) || contact.confirmedOn! >= today ? contact : { ...contact, confirmedOn: today }));
  const roles = after.flatMap(({ role }, index) => (after[index] === contacts[index] ? [] : [role]));
  const until = validMonths === null ? null : monthsLater(today, validMonths);
  return {
    contacts: after,
    kept: contacts.flatMap((contact) => keptBecause(contact) ?? []),
    renewed: roles.length === 0 ? [] : [{ criterion: 'contacts', roles: [...new Set(roles)], until }],
  };
}

const isInspected = (criterion: Criterion): criterion is InspectedCriterion => (INSPECTED_CRITERIA as readonly Criterion[]).includes(criterion);

/** The finding that is made again as it was, with its new last day; undefined when there is none that stands, or nothing to gain. */
function findingRenewed(last: DatedFinding | null, voidedAt: Instant | null, today: LocalDay, validMonths: number | null): { readonly finding: Finding; readonly until: LocalDay } | undefined {
  if (last?.finding.value !== 'yes' || validMonths === null || dayAt(last.at) >= today) return undefined;
  if (voidedAt !== null && last.at <= voidedAt.getTime()) return undefined;
  const { validUntil } = last.finding;
  if (validUntil !== null && validUntil < today) return undefined;
  const byTerm = monthsLater(today, validMonths);
  return { finding: { ...last.finding, note: null }, until: validUntil !== null && validUntil < byTerm ? validUntil : byTerm };
}

/**
 * What "confirm unchanged" does at `now`: it renews what config says may be renewed by it, and nothing else. Contacts
 * become confirmed today, apart from those who did not answer since or were never confirmed. An inspected criterion is
 * found again as it was, when it was last found in order and real use has not voided that since; what its evidence says of
 * its last day stays. Papers and what merely is so have no term to renew.
 */
export function confirmUnchanged({ facts, inspections }: Pick<KnownLocation, 'facts' | 'inspections'>, policy: ReadinessPolicy, now: Instant): Confirmation {
  const today = dayAt(now.getTime());
  const renewable = (criterion: Criterion): boolean => policy.criteria[criterion].renewedByConfirmation;
  const newest = newestFindings(inspections, now);
  const inspected = INSPECTED_CRITERIA.filter(renewable).flatMap((criterion) => {
    const again = findingRenewed(newest[criterion], facts.findingsVoidedAt, today, policy.criteria[criterion].validMonths);
    return again ? [again] : [];
  });
  const people = renewable('contacts')
    ? contactsRenewed(facts.contacts, today, policy.criteria.contacts.validMonths)
    : { contacts: facts.contacts, kept: [], renewed: [] };
  const renewed = inspected.map(({ finding, until }): Renewed => ({ criterion: finding.criterion, roles: [], until }));
  return { ...people, renewed: [...renewed, ...people.renewed], findings: inspected.map(({ finding }) => finding) };
}

/** The location as it is known once the press has been recorded. */
export const afterConfirming = <L extends Pick<KnownLocation, 'facts' | 'inspections'>>(location: L, { contacts, findings }: Confirmation, now: Instant): L => ({
  ...location,
  facts: { ...location.facts, contacts },
  inspections: findings.length === 0 ? location.inspections : [...location.inspections, { id: 'confirmation', inspectedAt: now, inspector: '', findings }],
});

/** Whether a press is enough for the criterion: it then runs out later than it did, and is in order meanwhile. */
export function confirmingSuffices(location: Pick<KnownLocation, 'facts' | 'inspections'>, { criterion, stopsAt }: Pick<Expiry, 'criterion' | 'stopsAt'>, rules: ExpiryRules, now: Instant): boolean {
  const confirmation = confirmUnchanged(location, rules.policy, now);
  if (!confirmation.renewed.some((renewed) => renewed.criterion === criterion)) return false;
  const after = expiriesOf(afterConfirming(location, confirmation, now), rules, now).find((expiry) => expiry.criterion === criterion);
  return after !== undefined && !after.expired && after.stopsAt > stopsAt;
}

/** Whether a press on "confirm unchanged" can renew this criterion at all: only what somebody found or confirmed before has a term of its own. */
export const canBeRenewed = (criterion: Criterion): boolean => criterion === 'contacts' || isInspected(criterion);
