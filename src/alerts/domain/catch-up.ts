import type { DeliveryPolicy } from '../../../config/delivery.js';
import { addSeconds, type Instant } from '../../kernel/index.js';
import { linksAskedFor, type Content } from './content.js';

/** A message of one thread that waits for one recipient. */
export type WaitingMessage = {
  readonly id: string;
  readonly createdAt: Instant;
  /** Those made, all in vain. */
  readonly attempts: number;
  /** The mail server may have it already: then it goes again as it is, under its own Message-ID. */
  readonly maybeTaken: boolean;
  /** All that it says is said, as far as it is still true, by a statement of the present situation. */
  readonly restated: boolean;
  /** A statement of the situation from before something changed: an answer given or taken back, a new deadline, the end. */
  readonly overtaken: boolean;
};

/**
 * The messages that a statement of the present situation takes the place of, oldest first; none unless they were kept waiting.
 * `waiting` in the order in which they would go out. One message alone is sent as it is. A statement of what is no longer so is never sent,
 * however short it waited: it would ask for what was answered.
 */
export function outOfDate(waiting: readonly WaitingMessage[], now: Instant, policy: Pick<DeliveryPolicy, 'catchUpAfterSeconds' | 'catchUpAfterTries'>): string[] {
  const restated = waiting.filter((message) => message.restated && !message.maybeTaken);
  const gathers = restated.length > 1 && wasKeptWaiting(waiting[0]!, now, policy);
  return gathers || restated.some(({ overtaken }) => overtaken) ? restated.map(({ id }) => id) : [];
}

const wasKeptWaiting = ({ createdAt, attempts }: WaitingMessage, now: Instant, policy: Pick<DeliveryPolicy, 'catchUpAfterSeconds' | 'catchUpAfterTries'>): boolean =>
  attempts > policy.catchUpAfterTries.value || addSeconds(createdAt, policy.catchUpAfterSeconds.value) <= now;

/** Purposes of messages that a statement restates: whatever they say, or only where they chase an alert and so repeat it. */
export type Restated = { readonly always: ReadonlySet<string>; readonly chasing: ReadonlySet<string> };

/** True for a message that a statement of the present situation restates. */
export const isRestated = ({ purpose, chases }: { readonly purpose: string; readonly chases: boolean }, { always, chasing }: Restated): boolean =>
  always.has(purpose) || (chases && chasing.has(purpose));

/** No question is lost: while receipt is awaited, a statement stands for other messages only if it can be answered itself. */
export const mayStandFor = (statement: Content, awaited: boolean): boolean => !awaited || linksAskedFor(statement).includes('answer');
