import type { VNode } from 'preact';
import { useLanguage, useTranslator } from '../language-context.js';
import { formatNumber } from '../format.js';

export type ProgressMeterProps = {
  /** Default "Open". */
  readonly label?: string;
  readonly value: number;
  readonly total: number;
  /** What is on its way beyond `value`, drawn lighter: places in preparation. */
  readonly pending?: number;
};

const share = (value: number, total: number): string => `${total <= 0 ? 0 : Math.min(100, Math.max(0, (100 * value) / total))}%`;

/** "Open: 80 van 100" with a bar. The words say everything; the bar is hidden from assistive technology. */
export function ProgressMeter({ label, value, total, pending = 0 }: ProgressMeterProps): VNode {
  const t = useTranslator();
  const language = useLanguage();
  const text = t('progress.of', {
    label: label ?? t('progress.open'),
    value: formatNumber(value, language),
    total: formatNumber(total, language),
  });
  return (
    <div class={`progress${value >= total ? ' progress--full' : ''}`}>
      <p class="progress__text">{text}</p>
      {/* Widths are attributes of the drawing: the content policy forbids inline styles. */}
      <svg class="progress__bar" width="100%" height="12" aria-hidden="true" focusable="false">
        <rect class="progress__ground" width="100%" height="12" rx="6" />
        <rect class="progress__pending" width={share(value + pending, total)} height="12" rx="6" />
        <rect class="progress__value" width={share(value, total)} height="12" rx="6" />
      </svg>
    </div>
  );
}
