import type { VNode } from 'preact';
import type { Channel } from '../kernel/index.js';
import { useTranslator } from '../web/index.js';

/** The mark of an answer that was given by telephone: the duty desk noted it, and the record says who did. */
export function ByTelephone({ channel }: { readonly channel: Channel | null }): VNode | null {
  const t = useTranslator();
  return channel === 'telephone' ? <> {t('answers.by-telephone')}</> : null;
}
