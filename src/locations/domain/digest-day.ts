import type { DigestPolicy } from '../../../config/digest.js';
import { addDays, addSeconds, dayOf, type Instant, type LocalDay } from '../../kernel/index.js';
import { instantOf } from './local-time.js';

/** The one message an organisation gets on a day, and when it goes out. */
export type DigestDay = { readonly day: LocalDay; readonly sendAt: Instant };

/** The message of a day at its usual time, also on the days on which the clocks change. */
export const digestOf = (day: LocalDay, policy: DigestPolicy): DigestDay => ({ day, sendAt: instantOf(`${day}T${policy.sentAt.value}`)! });

/**
 * The messages that something found now can still join, the first one first. After the usual time the message of the day
 * waits for what else is found, if the day is long enough; the next day's is for when it has gone out already.
 */
export function digestsOpen(now: Instant, policy: DigestPolicy): DigestDay[] {
  const today = digestOf(dayOf(now), policy);
  const tomorrow = digestOf(addDays(today.day, 1), policy);
  const collected = addSeconds(now, policy.collectMinutes.value * 60);
  const sendAt = today.sendAt > collected ? today.sendAt : collected;
  return dayOf(sendAt) === today.day ? [{ day: today.day, sendAt }, tomorrow] : [tomorrow];
}
