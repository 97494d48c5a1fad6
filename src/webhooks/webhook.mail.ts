import type { Content } from '../alerts/index.js';
import type { Language } from '../kernel/index.js';
import { translator } from '../web/index.js';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';

const inBoth = (make: (language: Language) => { subject: string; text: string }): Content => ({ nl: make('nl'), en: make('en') });
const paragraphs = (...parts: readonly string[]): string => parts.join('\n\n');
// What comes after the host may be a secret between the two systems.
const hostOf = (url: string): string => new URL(url).host;

/** An endpoint answered 410 Gone and was switched off. */
export const disabledMail = (url: string, organisation: string): Content =>
  inBoth((language) => {
    const t = translator(language);
    const host = hostOf(url);
    return { subject: t('webhook-mail.disabled.subject', { host }), text: paragraphs(t('webhook-mail.disabled.what', { host, organisation }), t('webhook-mail.disabled.next')) };
  });

/** Events of one activation do not get through. */
export const notDeliveredMail = (how: 'failing' | 'given-up', url: string, organisation: string): Content =>
  inBoth((language) => {
    const t = translator(language);
    const host = hostOf(url);
    const hours = t.count('word.hours', Math.round((how === 'failing' ? WEBHOOK_POLICY.tellAfterSeconds : WEBHOOK_POLICY.afterEndSeconds).value / 3600));
    return {
      subject: t(`webhook-mail.${how}.subject`, { host }),
      text: paragraphs(t(`webhook-mail.${how}.what`, { host, organisation, hours }), t(`webhook-mail.${how}.next`)),
    };
  });
