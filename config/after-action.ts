/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

export type AfterActionPolicy = {
  /** Earlier activations and exercises of the same location that a report compares with, the latest first. */
  readonly earlierCompared: Figure<number>;
  /** Fraction of the window within which a step took as long as before. */
  readonly alike: Figure<number>;
};

const OWN_DEFAULT = 'Our own default';

export const AFTER_ACTION_POLICY: AfterActionPolicy = {
  earlierCompared: { value: 3, source: `${OWN_DEFAULT}: enough to see a direction, and still a table that is read` },
  alike: { value: 1 / 100, source: `${OWN_DEFAULT}: 43 minutes of 72 hours; a smaller difference says nothing about how well it went` },
};
