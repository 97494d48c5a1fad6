import type { Figure } from './activation.js';

export type OnBehalfPolicy = {
  /** Minutes from recording the order until it must be confirmed by a second person; a call longer ago is not an order any more. */
  readonly lapseMinutes: Figure<number>;
  /** Hours from the trigger within which PRO confirms in the system; of a compressed exercise the same share of its window. */
  readonly proConfirmationHours: Figure<number>;
  /** Fraction of that time after which PRO is reminded. */
  readonly reminderAt: Figure<number>;
};

export const ON_BEHALF_POLICY: OnBehalfPolicy = {
  lapseMinutes: { value: 30, source: 'Our own default: time for a call back and a second person, too short for the situation to have changed' },
  proConfirmationHours: { value: 4, source: 'The plan of this service, "Trigger on behalf of PRO": PRO confirms in the system within 4 h' },
  reminderAt: { value: 1 / 2, source: 'Our own default: halfway, while there is time left to act' },
};
