import type { ComponentChildren, VNode } from 'preact';
import { formatNumber } from '../format.js';
import { useLanguage } from '../language-context.js';
import type { Tone } from './status-looks.js';

export type FigureCardProps = {
  readonly label: string;
  /** A number is written with the language's separators; null is shown as "?" (unknown is not zero). */
  readonly value: number | null;
  /** Small, behind the figure: "plekken". */
  readonly unit?: string;
  readonly tone?: Tone;
  /** A line below the figure: what limits it, of when it is. */
  readonly note?: ComponentChildren;
};

/** One large figure with its name. Stands inside `<Figures>`. */
export const FigureCard = ({ label, value, unit, tone = 'neutral', note }: FigureCardProps): VNode => (
  <div class={`figure-card figure-card--${tone}`}>
    <dt class="figure-card__label">{label}</dt>
    <dd class="figure-card__value">
      {value === null ? '?' : formatNumber(value, useLanguage())}
      {unit && <span class="figure-card__unit"> {unit}</span>}
    </dd>
    {note && <dd class="figure-card__note">{note}</dd>}
  </div>
);

/** A row of figure cards: requested, usable, short. */
export const Figures = ({ children }: { readonly children: ComponentChildren }): VNode => <dl class="figures">{children}</dl>;
