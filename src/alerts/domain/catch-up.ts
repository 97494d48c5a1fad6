import type { DeliveryPolicy } from '../../../config/delivery.js';
import { addSeconds, type Instant } from '../../kernel/index.js';
import { PURPOSES } from '../purposes.js';
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
  /** A statement of the situation from before an answer was given or taken back. */
  readonly overtaken: boolean;
};

/**
 * The messages that a statement of the present situation takes the place of, oldest first; none unless they were kept waiting.
 * `waiting` in the order in which they would go out. One message alone is sent as it is, unless it states what is no longer so.
 */
export function outOfDate(waiting: readonly WaitingMessage[], now: Instant, policy: Pick<DeliveryPolicy, 'catchUpAfterSeconds' | 'catchUpAfterTries'>): string[] {
  if (!waiting[0] || !wasKeptWaiting(waiting[0], now, policy)) return [];
  const restated = waiting.filter((message) => message.restated && !message.maybeTaken);
  return restated.length > 1 || restated.some(({ overtaken }) => overtaken) ? restated.map(({ id }) => id) : [];
}

const wasKeptWaiting = ({ createdAt, attempts }: WaitingMessage, now: Instant, policy: Pick<DeliveryPolicy, 'catchUpAfterSeconds' | 'catchUpAfterTries'>): boolean =>
  attempts > policy.catchUpAfterTries.value || addSeconds(createdAt, policy.catchUpAfterSeconds.value) <= now;

/** What a chase repeats is the alert itself; whatever else was handed on says something that stands nowhere else. */
const CHASING: ReadonlySet<string> = new Set([PURPOSES.reminder, PURPOSES.handedOn]);

/** What this room writes itself and a statement may restate. */
export const OWN_RESTATED: readonly string[] = [...CHASING, PURPOSES.presentState];

/** True for a message that a statement of the present situation restates; `byFeature` names what the feature itself wrote. */
export const isRestated = ({ purpose, chases }: { readonly purpose: string; readonly chases: boolean }, byFeature: ReadonlySet<string>): boolean =>
  byFeature.has(purpose) || purpose === PURPOSES.presentState || (chases && CHASING.has(purpose));

/** No question is lost: while receipt is awaited, a statement stands for other messages only if it can be answered itself. */
export const mayStandFor = (statement: Content, awaited: boolean): boolean => !awaited || linksAskedFor(statement).includes('answer');
