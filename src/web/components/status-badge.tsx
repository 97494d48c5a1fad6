import type { ComponentChildren, VNode } from 'preact';
import { useTranslator } from '../language-context.js';
import type { TextKey } from '../translations/index.js';
import { Icon, type IconName } from './icon.js';
import { STATUS_LOOKS, type Look, type Status, type Tone } from './status-looks.js';

const TONE_CSS: Readonly<Record<Tone, string>> = {
  positive: 'utrecht-status-badge--safe',
  warning: 'utrecht-status-badge--warning',
  critical: 'utrecht-status-badge--danger',
  info: 'status-badge--info',
  neutral: 'utrecht-status-badge--neutral',
};

export type BadgeProps = { readonly tone: Tone; readonly icon?: IconName; readonly children: ComponentChildren };

/** A word with a tone and a drawing: the tone never stands alone. */
export const Badge = ({ tone, icon = 'dot', children }: BadgeProps): VNode => (
  <span class={`utrecht-status-badge status-badge ${TONE_CSS[tone]}`}>
    <Icon name={icon} />
    <span>{children}</span>
  </span>
);

/** Badges beside each other, as many as fit. */
export const BadgeRow = ({ children }: { readonly children: ComponentChildren }): VNode => <div class="badge-row">{children}</div>;

/** A known state in the page's language: `<StatusBadge of="delivery" state="given-up" />`. */
export function StatusBadge({ of, state }: Status): VNode {
  const t = useTranslator();
  const family: Readonly<Record<string, Look>> = STATUS_LOOKS[of];
  const [tone, icon] = family[state]!;
  return (
    <Badge tone={tone} icon={icon}>
      {t(`state.${of}.${state}` as TextKey & `state.${string}`)}
    </Badge>
  );
}
