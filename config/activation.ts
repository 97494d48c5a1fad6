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
  /**
   * Steps of the same deployment that must be done first. One that each party owes must be done by all of them; only between two
   * such steps does each party wait for its own.
   */
  readonly waitsFor: readonly MilestoneKind[];
  /** Fraction of the activation window that the step usually takes once it can begin. */
  readonly duration: Figure<number>;
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
  /** Fraction of the window before a milestone's due time at which its owner is reminded. Receipt has steps of its own. */
  readonly stepReminder: Figure<number>;
  /** Fraction of the window after a milestone's due time at which the duty desk is asked to telephone its owner. */
  readonly stepEscalation: Figure<number>;
  /** Seconds; what one organisation is to be reminded of or telephoned about within so little time is one message. */
  readonly gatherSeconds: Figure<number>;
  /** Fraction of the window after which "the deadline is near" is alerted. */
  readonly deadlineNear: Figure<number>;
  /** Days by which PRO may put a deadline off in one go. */
  readonly maximumExtensionDays: Figure<number>;
  /** Days after the deadline that an answer link still works. */
  readonly answerLinkDays: Figure<number>;
  /** Minutes during which who answered may take the answer back. */
  readonly takeBackMinutes: Figure<number>;
  /** How often an organisation may take answers back in one activation: each time tells who oversees. */
  readonly takeBacks: Figure<number>;
};

const PRT_PAPERS = 'Provinciale Regietafel asiel Drenthe, agenda papers of 5 February 2026, letter of PRO of 12 January 2026';
const OWN_DEFAULT = 'Our own default; the letter says only that the Red Cross can staff the location';

const usually = (value: number, why: string): Figure<number> => ({ value, source: `Our own default: ${why}` });

export const ACTIVATION_POLICY: ActivationPolicy = {
  windowSeconds: { value: 72 * 3600, source: `${PRT_PAPERS}: to be taken into use within "say 3 days"` },
  minimumExerciseWindowSeconds: { value: 60, source: 'Our own default: shorter windows leave no time to answer by hand' },
  placesRequested: { value: 100, source: `${PRT_PAPERS}: one location for 100 persons, or several that together hold 100` },
  milestones: [
    {
      kind: 'received', owner: 'each-party', due: 1 / 72, source: `${OWN_DEFAULT}: 1 h of 72 h`,
      waitsFor: [], duration: usually(1 / 144, '30 min of 72 h, the first reminder'),
    },
    {
      kind: 'committed', owner: 'each-party', due: 1 / 9, source: `${OWN_DEFAULT}: 8 h of 72 h`,
      waitsFor: ['received'], duration: usually(1 / 18, '4 h of 72 h, to reach whoever may decide'),
    },
    {
      kind: 'keys', owner: 'municipality', due: 1 / 3, source: `${OWN_DEFAULT}: 24 h of 72 h`,
      waitsFor: ['committed'], duration: usually(1 / 6, '12 h of 72 h, at most a night'),
    },
    {
      kind: 'utilities', owner: 'municipality', due: 1 / 2, source: `${OWN_DEFAULT}: 36 h of 72 h`,
      waitsFor: ['keys'], duration: usually(1 / 9, '8 h of 72 h, a working day'),
    },
    {
      kind: 'beds', owner: 'red-cross', due: 2 / 3, source: `${OWN_DEFAULT}: 48 h of 72 h`,
      waitsFor: ['keys'], duration: usually(1 / 6, '12 h of 72 h, to bring and place them'),
    },
    {
      kind: 'staffing', owner: 'red-cross', due: 2 / 3, source: `${OWN_DEFAULT}: 48 h of 72 h`,
      waitsFor: ['committed'], duration: usually(1 / 3, '24 h of 72 h, to fill a roster'),
    },
    {
      kind: 'services', owner: 'coa', due: 3 / 4, source: `${OWN_DEFAULT}: 54 h of 72 h`,
      waitsFor: ['committed'], duration: usually(1 / 3, '24 h of 72 h, for suppliers who are called by day'),
    },
    {
      kind: 'safety-walk', owner: 'municipality', due: 5 / 6, source: `${OWN_DEFAULT}: 60 h of 72 h`,
      waitsFor: ['utilities', 'beds'], duration: usually(1 / 18, '4 h of 72 h, the round and what it finds'),
    },
    {
      kind: 'intake', owner: 'coa', due: 11 / 12, source: `${OWN_DEFAULT}: 66 h of 72 h`,
      waitsFor: ['staffing', 'services'], duration: usually(1 / 9, '8 h of 72 h, to order coaches and tell people'),
    },
    {
      kind: 'open', owner: 'coa', due: 1, source: `${PRT_PAPERS}: usable within the window; that COA opens is our own default`,
      waitsFor: ['safety-walk', 'intake'], duration: usually(1 / 12, '6 h of 72 h, what there is between intake and open in the schedule'),
    },
  ],
  alertSteps: {
    fractions: [1 / 144, 1 / 72, 1 / 36, 1 / 18],
    source: 'Our own default: 30 min, 1 h, 2 h and 4 h of 72 h',
  },
  stepReminder: { value: 1 / 36, source: 'Our own default: 2 h of 72 h, time to finish what is nearly done' },
  stepEscalation: { value: 1 / 36, source: 'Our own default: 2 h of 72 h after it was due, so that a written reminder has had its chance' },
  gatherSeconds: { value: 5, source: 'Our own default: in an exercise of a minute, what is hours apart in reality falls within seconds' },
  deadlineNear: { value: 2 / 3, source: 'Our own default: 48 h of 72 h, one day before the deadline' },
  maximumExtensionDays: { value: 14, source: 'Our own default: what lies further away is a typing error, or another activation' },
  answerLinkDays: { value: 7, source: 'Our own default: a late answer counts as late, not as nothing' },
  takeBackMinutes: { value: 10, source: 'Our own default: time to notice a slip of the hand, and too short to build upon' },
  takeBacks: { value: 3, source: 'Our own default: a slip of the hand, and one more; after that somebody had better telephone' },
};
