import type { Audience, EventName } from './event-types.js';

export type Subscription = {
  /** Null: everything, what is added later included. */
  readonly events: readonly EventName[] | null;
  readonly audience: Audience;
};

/** Whether an endpoint asked to be told of this. Exercises are told like the real thing unless it asked for one of both only. */
export const wants = ({ events, audience }: Subscription, event: { readonly name: EventName; readonly exercise: boolean }): boolean =>
  (events === null || events.includes(event.name)) && (audience === 'all' || (audience === 'exercises') === event.exercise);
