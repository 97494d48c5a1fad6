/** The groups of persons that places are asked for. Each person is counted in exactly one group. */
export const GROUP_KEYS = ['families', 'singleAdults', 'unaccompaniedMinors', 'wheelchairUsers'] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

/** Head count per group, in persons (families: persons in families, not households). Never a name. */
export type Groups = Readonly<Record<GroupKey, number>>;

export const NO_GROUPS: Groups = { families: 0, singleAdults: 0, unaccompaniedMinors: 0, wheelchairUsers: 0 };

export const totalOf = (groups: Groups): number => GROUP_KEYS.reduce((sum, key) => sum + groups[key], 0);

/** The persons of several, per group. */
export function groupsTogether(several: readonly Groups[]): Groups {
  const sum: Record<GroupKey, number> = { ...NO_GROUPS };
  for (const groups of several) for (const key of GROUP_KEYS) sum[key] += groups[key];
  return sum;
}

/** The group keys with at least one person, in the fixed order. */
export const groupsPresent = (groups: Groups): GroupKey[] => GROUP_KEYS.filter((key) => groups[key] > 0);
