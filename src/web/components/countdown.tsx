import { h, type JSX } from 'preact';
import type { Instant } from '../../kernel/index.js';
import { COUNTDOWN_UNITS, countdownParts, countdownPhase, figureText, isShown } from '../countdown-parts.js';
import { formatTimeWithSeconds } from '../format.js';
import { useLanguage, useTranslator } from '../language-context.js';

export type CountdownProps = {
  readonly deadlineAt: Instant;
  /** The database's time when the page was made. The browser's clock is never asked. */
  readonly serverNow: Instant;
  /** From when it is pressing; the clock then changes colour. */
  readonly nearFrom?: Instant;
  /** What is being counted to, for who does not see it: "Resterende tijd" by default. */
  readonly label?: string;
  /** `large` for the one clock of a page, `compact` in tables and lists. */
  readonly size?: 'large' | 'compact';
};

/** Time left, or over; moves by itself where script runs, and says of when it is where not. */
export function Countdown({ deadlineAt, serverNow, nearFrom, label, size = 'large' }: CountdownProps): JSX.Element {
  const t = useTranslator();
  const language = useLanguage();
  const parts = countdownParts(deadlineAt.getTime(), serverNow.getTime());
  const attributes = {
    class: `countdown countdown--${size}`,
    role: 'timer',
    'aria-live': 'off',
    'aria-label': label ?? t('clock.remaining'),
    'deadline-at': deadlineAt.toISOString(),
    'server-now': serverNow.toISOString(),
    'near-from': nearFrom?.toISOString(),
    'data-phase': countdownPhase(deadlineAt.getTime(), serverNow.getTime(), nearFrom?.getTime()),
  };
  return h(
    'live-countdown',
    attributes,
    <span class="countdown__figures">
      <span class="countdown__sign" data-part="sign" hidden={!parts.overdue}>
        +
      </span>
      {COUNTDOWN_UNITS.map((unit) => (
        <span key={unit} class="countdown__unit" data-unit={unit} hidden={!isShown(unit, parts)}>
          <span class="countdown__figure" data-figure={unit}>
            {figureText(unit, parts)}
          </span>{' '}
          <span class="countdown__word">{t(`clock.unit.${unit}`)}</span>{' '}
        </span>
      ))}
    </span>,
    <span class="countdown__state">
      <span data-part="left" hidden={parts.overdue}>
        {t('clock.left')}
      </span>
      <span data-part="overdue" hidden={!parts.overdue}>
        {t('clock.overdue')}
      </span>{' '}
      <span class="countdown__as-of" data-part="as-of">
        {t('clock.as-of', { time: formatTimeWithSeconds(serverNow, language) })}
      </span>
    </span>,
  );
}
