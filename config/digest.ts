/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

/** How organisations are told of what runs out in the standby locations: one message a day, however much it is. */
export type DigestPolicy = {
  /** Time of day in Europe/Amsterdam, `HH:MM`. */
  readonly sentAt: Figure<string>;
  /** What is found after that time, because the service was away, is collected this long before the message goes out. */
  readonly collectMinutes: Figure<number>;
  /** Lines in one message; the rest is a number and the address of the list. */
  readonly mostLines: Figure<number>;
  /** Days that the link to confirm works, from the message that holds it. */
  readonly confirmLinkDays: Figure<number>;
};

const OWN_DEFAULT = 'Our own default';

export const DIGEST_POLICY: DigestPolicy = {
  sentAt: { value: '07:00', source: `${OWN_DEFAULT}: before the working day begins, so that there is a whole day to act` },
  collectMinutes: { value: 15, source: `${OWN_DEFAULT}: a sweep carries out thousands of routine moments within minutes` },
  mostLines: { value: 200, source: `${OWN_DEFAULT}: longer is not read, and a province with every building expired still fits` },
  confirmLinkDays: { value: 14, source: `${OWN_DEFAULT}: as long as the earliest notice of what it renews` },
};
