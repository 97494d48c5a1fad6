import type { VNode } from 'preact';
import { formatTelephone, isTelephone } from '../../kernel/index.js';
import { useTranslator } from '../language-context.js';
import { Badge } from './status-badge.js';

/** A telephone number that can be dialled; one of old that could not be understood as it stands, with the request to check it. */
export function TelephoneLink({ number }: { readonly number: string }): VNode {
  const t = useTranslator();
  if (isTelephone(number)) return <a class="telephone" href={`tel:${number}`}>{formatTelephone(number)}</a>;
  return <>{number} <Badge tone="warning" icon="exclamation">{t('telephone.check')}</Badge></>;
}
