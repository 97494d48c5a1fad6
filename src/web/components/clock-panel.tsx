import type { ComponentChildren, VNode } from 'preact';
import type { Instant } from '../../kernel/index.js';
import { useTranslator } from '../language-context.js';
import { Countdown, type CountdownProps } from './countdown.js';
import { InstantText } from './time-text.js';

export type ClockPanelProps = Pick<CountdownProps, 'deadlineAt' | 'serverNow' | 'nearFrom'> & {
  /** Above the figures: "Inzettermijn". */
  readonly title: string;
  /** Beside the title: the outcome, the state. */
  readonly status?: ComponentChildren;
  /** Instead of the running clock, once there is nothing left to count to: "Gehaald in 41 u 12 min". */
  readonly result?: string | undefined;
  /** An earlier deadline that was extended stays visible. */
  readonly originalDeadlineAt?: Instant | undefined;
  /** Below the figures: progress, facts. */
  readonly children?: ComponentChildren;
};

/** The one clock everybody watches: large, dark in both themes, the first thing on an activation's page. */
export function ClockPanel({ title, status, result, originalDeadlineAt, deadlineAt, serverNow, nearFrom, children }: ClockPanelProps): VNode {
  const t = useTranslator();
  return (
    <section class="clock-panel" aria-labelledby="clock-panel-title">
      <div class="clock-panel__head">
        <h2 class="clock-panel__title" id="clock-panel-title">
          {title}
        </h2>
        {status}
      </div>
      <div class="clock-panel__clock">
        {result ? (
          <p class="clock-panel__result">{result}</p>
        ) : (
          <Countdown deadlineAt={deadlineAt} serverNow={serverNow} {...(nearFrom ? { nearFrom } : {})} />
        )}
        <p class="clock-panel__deadline">
          {t('word.deadline')}: <InstantText at={deadlineAt} />
          {originalDeadlineAt && (
            <span class="clock-panel__original">
              {' '}
              {t('clock.original')}: <InstantText at={originalDeadlineAt} />
            </span>
          )}
        </p>
      </div>
      {children && <div class="clock-panel__facts flow">{children}</div>}
    </section>
  );
}
