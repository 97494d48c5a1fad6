/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

export type CriterionPolicy = {
  /** When false, not meeting it is advice and does not stop the location from counting. */
  readonly mandatory: boolean;
  /** Calendar months from the finding or confirmation, its last day included; null when the paper itself says how long. */
  readonly validMonths: number | null;
  /** From how many days before its last day the location is shown as about to expire. */
  readonly expiringDays: number;
  /** How many days before the last day on which it counts the municipality is told that it runs out. */
  readonly noticeDays: readonly number[];
  /** True when "confirm unchanged" by the municipality renews it. */
  readonly renewedByConfirmation: boolean;
  readonly source: string;
};

/** What makes a location usable; the rule behind each stands in locations/domain. */
export type Criterion =
  | 'college-decision'
  | 'owner-agreement'
  | 'empty'
  | 'stay-mode'
  | 'permit'
  | 'fire-use-notification'
  | 'not-promised-elsewhere'
  | 'fire-safety'
  | 'water-legionella'
  | 'power-heating'
  | 'sanitary'
  | 'access'
  | 'contacts'
  | 'milestones-owned'
  | 'floor-plan'
  | 'lead-time';

export type ReadinessPolicy = {
  /** Days that a location must stay usable after the window, at 24 hours each: shorter is no shelter. */
  readonly minimumStayDays: Figure<number>;
  /** Days between filing the fire-use notification and the first night. */
  readonly fireUseNotificationDays: Figure<number>;
  /** Up to and including this many persons no fire-use notification is needed; municipalities set thresholds of their own. */
  readonly fireUseThreshold: Figure<number> & { readonly perMunicipality: Readonly<Record<string, number>> };
  readonly criteria: Readonly<Record<Criterion, CriterionPolicy>>;
};

const OWN_DEFAULT = 'Our own default';
const LETTER = 'Letter of PRO of 12 January 2026 to the Provinciale Regietafel asiel Drenthe';

const mandatory = (source: string, more: Partial<CriterionPolicy> = {}): CriterionPolicy => ({
  mandatory: true,
  validMonths: null,
  expiringDays: 14,
  noticeDays: [30, 14, 3],
  renewedByConfirmation: false,
  source,
  ...more,
});

export const READINESS_POLICY: ReadinessPolicy = {
  minimumStayDays: { value: 7, source: `${OWN_DEFAULT}: taking a building into use for less than a week is not worth the move` },
  fireUseNotificationDays: { value: 28, source: 'Besluit bouwwerken leefomgeving: at least four weeks before the first use' },
  fireUseThreshold: { value: 0, source: `${OWN_DEFAULT}: always, unless the municipality names its threshold`, perMunicipality: {} },
  criteria: {
    'college-decision': mandatory(`${OWN_DEFAULT}: a province's answer never replaces the municipality's consent`),
    'owner-agreement': mandatory(OWN_DEFAULT),
    empty: mandatory(`${LETTER}: an empty space`),
    'stay-mode': mandatory(`${LETTER}: people must be able to stay there at night as well`),
    permit: mandatory(OWN_DEFAULT),
    'fire-use-notification': mandatory('Besluit bouwwerken leefomgeving: four weeks is longer than the window, so it has to be filed beforehand'),
    'not-promised-elsewhere': mandatory(`${OWN_DEFAULT}: a place is kept for one purpose`),
    'fire-safety': mandatory(OWN_DEFAULT, { validMonths: 6 }),
    'water-legionella': mandatory(OWN_DEFAULT, { validMonths: 12 }),
    'power-heating': mandatory(OWN_DEFAULT, { validMonths: 3 }),
    sanitary: mandatory(OWN_DEFAULT, { validMonths: 3 }),
    // A month is short: with a warning of 14 days these two would be about to expire half of the time, and a notice of 30
    // days would come on the day after they were renewed.
    access: mandatory(OWN_DEFAULT, { validMonths: 1, expiringDays: 7, noticeDays: [14, 3] }),
    contacts: mandatory(OWN_DEFAULT, { validMonths: 1, expiringDays: 7, noticeDays: [14, 3], renewedByConfirmation: true }),
    'milestones-owned': mandatory(`${OWN_DEFAULT}: what nobody owes is not done in three days`),
    'floor-plan': mandatory(OWN_DEFAULT),
    'lead-time': mandatory(`${LETTER}: quickly, within "say 3 days"`),
  },
};
