import type { Instant } from '../../kernel/index.js';
import { typeOf, type EventName, type TEST_EVENT } from './event-types.js';

export type EventContent = {
  readonly id: string;
  /** Who publishes: a URN, see WEBHOOK_SOURCE. */
  readonly source: string;
  readonly name: EventName | typeof TEST_EVENT;
  /** The activation's id; of a test the endpoint's. */
  readonly subject: string;
  /** When it was written down. */
  readonly at: Instant;
  readonly exercise: boolean;
  readonly data: Readonly<Record<string, unknown>>;
};

/**
 * An event as structured JSON of CloudEvents 1.0 in the NL GOV profile. That it is an exercise stands twice: in an extension
 * attribute for whoever only routes, and in the data for whoever only keeps those.
 */
export function cloudEvent({ id, source, name, subject, at, exercise, data }: EventContent): string {
  return JSON.stringify({
    specversion: '1.0', id, source, type: typeOf(name), subject, time: at.toISOString(), datacontenttype: 'application/json', exercise, data: { exercise, ...data },
  });
}
