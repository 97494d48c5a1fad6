/** The organisations that owe something within a deployment. */
export type Party = 'municipality' | 'red-cross' | 'coa';

/** In the order in which they become due. */
export const MILESTONE_KINDS = [
  'received',
  'committed',
  'keys',
  'utilities',
  'beds',
  'staffing',
  'services',
  'safety-walk',
  'intake',
  'open',
] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

/** A figure of policy with where it comes from. */
export type Figure<T> = { readonly value: T; readonly source: string };

export type MilestoneRule = {
  readonly kind: MilestoneKind;
  /** `each-party`: every party answers for itself, so the milestone exists once per party. */
  readonly owner: Party | 'each-party';
  /** Fraction of the activation window, from its start. */
  readonly due: number;
  readonly source: string;
};

export type AlertStepsPolicy = {
  /** Fractions of the window after the alert, rising: the reminder first, then the next contacts, operations last. */
  readonly fractions: readonly number[];
  readonly source: string;
};

export type ActivationPolicy = {
  /** Seconds from the trigger to the deadline, unless the reserve request says otherwise. */
  readonly windowSeconds: Figure<number>;
  /** Seconds; the shortest window an exercise may have. */
  readonly minimumExerciseWindowSeconds: Figure<number>;
  /** Places a reserve request asks for unless it says otherwise. */
  readonly placesRequested: Figure<number>;
  readonly milestones: readonly MilestoneRule[];
  readonly alertSteps: AlertStepsPolicy;
  /** Fraction of the window after which "the deadline is near" is alerted. */
  readonly deadlineNear: Figure<number>;
  /** Days by which PRO may put a deadline off in one go. */
  readonly maximumExtensionDays: Figure<number>;
  /** Days after the deadline that an answer link still works. */
  readonly answerLinkDays: Figure<number>;
  /** Minutes during which who answered may take the answer back. */
  readonly takeBackMinutes: Figure<number>;
};

const PRT_PAPERS = 'Provinciale Regietafel asiel Drenthe, agenda papers of 5 February 2026, letter of PRO of 12 January 2026';
const OWN_DEFAULT = 'Our own default; the letter says only that the Red Cross can staff the location';

export const ACTIVATION_POLICY: ActivationPolicy = {
  windowSeconds: { value: 72 * 3600, source: `${PRT_PAPERS}: to be taken into use within "say 3 days"` },
  minimumExerciseWindowSeconds: { value: 60, source: 'Our own default: shorter windows leave no time to answer by hand' },
  placesRequested: { value: 100, source: `${PRT_PAPERS}: one location for 100 persons, or several that together hold 100` },
  milestones: [
    { kind: 'received', owner: 'each-party', due: 1 / 72, source: `${OWN_DEFAULT}: 1 h of 72 h` },
    { kind: 'committed', owner: 'each-party', due: 1 / 9, source: `${OWN_DEFAULT}: 8 h of 72 h` },
    { kind: 'keys', owner: 'municipality', due: 1 / 3, source: `${OWN_DEFAULT}: 24 h of 72 h` },
    { kind: 'utilities', owner: 'municipality', due: 1 / 2, source: `${OWN_DEFAULT}: 36 h of 72 h` },
    { kind: 'beds', owner: 'red-cross', due: 2 / 3, source: `${OWN_DEFAULT}: 48 h of 72 h` },
    { kind: 'staffing', owner: 'red-cross', due: 2 / 3, source: `${OWN_DEFAULT}: 48 h of 72 h` },
    { kind: 'services', owner: 'coa', due: 3 / 4, source: `${OWN_DEFAULT}: 54 h of 72 h` },
    { kind: 'safety-walk', owner: 'municipality', due: 5 / 6, source: `${OWN_DEFAULT}: 60 h of 72 h` },
    { kind: 'intake', owner: 'coa', due: 11 / 12, source: `${OWN_DEFAULT}: 66 h of 72 h` },
    { kind: 'open', owner: 'coa', due: 1, source: `${PRT_PAPERS}: usable within the window; that COA opens is our own default` },
  ],
  alertSteps: {
    fractions: [1 / 144, 1 / 72, 1 / 36, 1 / 18],
    source: 'Our own default: 30 min, 1 h, 2 h and 4 h of 72 h',
  },
  deadlineNear: { value: 2 / 3, source: 'Our own default: 48 h of 72 h, one day before the deadline' },
  maximumExtensionDays: { value: 14, source: 'Our own default: what lies further away is a typing error, or another activation' },
  answerLinkDays: { value: 7, source: 'Our own default: a late answer counts as late, not as nothing' },
  takeBackMinutes: { value: 10, source: 'Our own default: time to notice a slip of the hand, and too short to build upon' },
};
