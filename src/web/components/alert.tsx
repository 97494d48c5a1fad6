import type { ComponentChildren, VNode } from 'preact';
import { useTranslator } from '../language-context.js';
import { Icon, type IconName } from './icon.js';

export type AlertKind = 'info' | 'success' | 'warning' | 'error';
export type AlertProps = {
  readonly kind: AlertKind;
  /** Default: a word for the kind ("Let op"), so that the kind is never told by colour alone. */
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
};

const LOOK: Readonly<Record<AlertKind, { readonly css: string; readonly icon: IconName }>> = {
  info: { css: 'info', icon: 'information' },
  success: { css: 'ok', icon: 'check' },
  warning: { css: 'warning', icon: 'exclamation' },
  error: { css: 'error', icon: 'cross' },
};

/** A message in the page. An error is announced at once (`role="alert"`), the others are not forced on the reader. */
export function Alert({ kind, title, children }: AlertProps): VNode {
  const t = useTranslator();
  const { css, icon } = LOOK[kind];
  return (
    <div class={`utrecht-alert utrecht-alert--${css}`} role={kind === 'error' ? 'alert' : undefined}>
      <span class="alert-icon">
        <Icon name={icon} />
      </span>
      <div class="utrecht-alert__content flow-tight">
        <p class="alert-title">{title ?? t(`notice.${kind}`)}</p>
        {children}
      </div>
    </div>
  );
}
