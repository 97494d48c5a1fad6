import type { ComponentChildren, VNode } from 'preact';
import type { Instant } from '../../kernel/index.js';
import type { Tone } from './status-looks.js';
import { InstantText } from './time-text.js';

export type TimelineEntry = {
  readonly id: string;
  readonly at: Instant;
  readonly text: ComponentChildren;
  /** Who did it, for which organisation. */
  readonly actor?: string;
  readonly tone?: Tone;
};

export type TimelineProps = {
  readonly label: string;
  readonly entries: readonly TimelineEntry[];
  /** Default `short`, which leaves out the year: for days or weeks. */
  readonly format?: 'short' | 'full';
};

/** What happened, in the order given (newest first is the habit here). */
export const Timeline = ({ label, entries, format = 'short' }: TimelineProps): VNode => (
  <ol class="timeline" aria-label={label}>
    {entries.map(({ id, at, text, actor, tone = 'neutral' }) => (
      <li key={id} class={`timeline__entry timeline__entry--${tone}`}>
        <p class="timeline__time">
          <InstantText at={at} format={format} />
        </p>
        <div class="timeline__what">
          <div class="timeline__text">{text}</div>
          {actor && <p class="timeline__actor">{actor}</p>}
        </div>
      </li>
    ))}
  </ol>
);
