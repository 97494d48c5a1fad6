import type { NormSet } from '../../../config/norms.js';
import type { Instant, LocalDay, Translated } from '../../kernel/index.js';
import { type Allowance, type CapacityFactorKey, FACTOR_RULES, type FactorRule } from './capacity-factors.js';
import { dayAt } from './day-edges.js';
import type { LocationFacts } from './location.js';

export type CapacityFactor = {
  readonly factor: CapacityFactorKey;
  readonly label: Translated;
  /** Persons; null when this factor does not limit. Unknown and mandatory allows 0. */
  readonly allows: number | null;
  readonly known: boolean;
  readonly mandatory: boolean;
  /** The norm in words, such as "1 per 20". */
  readonly figure: Translated;
  readonly source: Translated;
};

export type VerifiedCapacity = {
  /** Persons that can stay there day and night, blocked places taken off. Never more than was offered. */
  readonly places: number;
  readonly limiting: CapacityFactor;
  readonly factors: readonly CapacityFactor[];
  /** Places blocked on the day asked about. */
  readonly blocked: number;
  /** What the municipality offers. */
  readonly claimed: number;
  readonly normSetId: string;
  /** Such as "84, not 100: toilets, 1 per 20 (Sphere Handbook 2018)". */
  readonly summary: Translated;
};

/** Persons that a factor allows, null when it does not limit. */
function limitOf(allowance: Allowance, mandatory: boolean): number | null {
  if (allowance === 'unlimited') return null;
  if (allowance !== 'unknown') return allowance;
  return mandatory ? 0 : null;
}

/** Persons allowed before blocked places are taken off: the smallest of what the factors allow. */
export const placesAllowed = (location: LocationFacts, norms: NormSet): number =>
  FACTOR_RULES.reduce((least, rule) => Math.min(least, limitOf(rule.allows(location, norms), rule.mandatory(norms)) ?? Infinity), Infinity);

/** Places blocked on the day; the last day of a block is included. */
export const blockedOn = (location: Pick<LocationFacts, 'blockedPlaces'>, day: LocalDay): number =>
  location.blockedPlaces.reduce((sum, block) => (block.until === null || block.until >= day ? sum + block.places : sum), 0);

function factorOf(rule: FactorRule, location: LocationFacts, norms: NormSet): CapacityFactor {
  const allowance = rule.allows(location, norms);
  const mandatory = rule.mandatory(norms);
  return {
    factor: rule.factor,
    label: rule.label,
    allows: limitOf(allowance, mandatory),
    known: allowance !== 'unknown',
    mandatory,
    figure: rule.figure(location, norms),
    source: rule.source(norms),
  };
}

const WORDS = {
  not: { nl: 'niet', en: 'not' },
  unknown: { nl: 'onbekend', en: 'unknown' },
  blocked: { nl: 'geblokkeerd', en: 'blocked' },
} as const satisfies Record<string, Translated>;

function summaryIn(language: keyof Translated, { places, claimed, blocked, limiting }: Omit<VerifiedCapacity, 'summary'>): string {
  const head = places === claimed ? `${places}` : `${places}, ${WORDS.not[language]} ${claimed}`;
  const cause = limiting.known ? limiting.figure[language] : `${WORDS.unknown[language]}, ${limiting.figure[language]}`;
  const tail = blocked > 0 ? `; ${blocked} ${WORDS.blocked[language]}` : '';
  return `${head}: ${limiting.label[language]}, ${cause} (${limiting.source[language]})${tail}`;
}

/**
 * How many persons the location verifiably holds on the day of `at`, what limits that, and what each factor would
 * allow. A mandatory factor that is unknown limits to zero and says so.
 */
export function verifiedCapacity(location: LocationFacts, norms: NormSet, at: Instant): VerifiedCapacity {
  const factors = FACTOR_RULES.map((rule) => factorOf(rule, location, norms));
  const limiting = factors.reduce((least, factor) => ((factor.allows ?? Infinity) < (least.allows ?? Infinity) ? factor : least));
  const blocked = blockedOn(location, dayAt(at.getTime()));
  const capacity = {
    places: Math.max(0, (limiting.allows ?? 0) - blocked),
    limiting,
    factors,
    blocked,
    claimed: location.claimedPlaces,
    normSetId: norms.id,
  };
  return { ...capacity, summary: { nl: summaryIn('nl', capacity), en: summaryIn('en', capacity) } };
}
