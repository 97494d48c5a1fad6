import type { Instant } from '../kernel/index.js';
import { formatInstant } from '../web/index.js';
import { inEveryLanguage, pageLine, stopless, type Content, type MailContext } from './activation-mail.js';
import type { ProAnswer } from './domain/index.js';
import type { ProConfirmation } from './pro-confirmation.entity.js';
import type { TriggerRequest } from './trigger-request.entity.js';

/** PRO is asked once more to confirm in the system. */
export function confirmReminderMail(context: MailContext, { officialFunction, dueAt }: ProConfirmation): Content {
  return inEveryLanguage((language, t) => ({
    subject: t('on-behalf-mail.reminder.subject', { dueAt: formatInstant(dueAt, language) }),
    paragraphs: [
      [t('on-behalf-mail.triggered', { function: officialFunction })],
      [t('on-behalf-mail.reminder.ask', { dueAt: formatInstant(dueAt, language) }), t('on-behalf-mail.clock-runs')],
      [pageLine(context, t)],
    ],
  }));
}

/** PRO has not confirmed in time. */
export function confirmOverdueMail(context: MailContext, { officialFunction, dueAt }: ProConfirmation): Content {
  return inEveryLanguage((language, t) => ({
    subject: t('on-behalf-mail.overdue.subject'),
    paragraphs: [
      [t('on-behalf-mail.triggered', { function: officialFunction }), t('on-behalf-mail.overdue.missing', { dueAt: formatInstant(dueAt, language) })],
      [t('on-behalf-mail.overdue.ask'), t('on-behalf-mail.clock-runs')],
      [pageLine(context, t)],
    ],
  }));
}

/** PRO disputes it, or confirmed after all. */
export function proAnswerMail(context: MailContext, { answer, reason, answeredAt }: { readonly answer: ProAnswer; readonly reason: string | null; readonly answeredAt: Instant }): Content {
  return inEveryLanguage((language, t) => {
    const at = formatInstant(answeredAt, language);
    return {
      subject: t(`on-behalf-mail.${answer}.subject`),
      paragraphs: [
        [answer === 'confirmed' ? t('on-behalf-mail.confirmed.intro', { at }) : t('on-behalf-mail.disputed.intro', { at, reason: stopless(reason ?? '') })],
        answer === 'confirmed' ? [] : [t('on-behalf-mail.clock-runs'), t('on-behalf-mail.disputed.stop')],
        [pageLine(context, t)],
      ],
    };
  });
}

/** Nobody confirmed an order in time: nothing was triggered. */
export function lapsedMail({ id, officialFunction, recordedAt, lapsesAt }: TriggerRequest, publicUrl: string): Content {
  return inEveryLanguage((language, t) => ({
    subject: t('on-behalf-mail.lapsed.subject'),
    paragraphs: [
      [t('on-behalf-mail.lapsed.intro', { function: officialFunction, recordedAt: formatInstant(recordedAt, language), lapsesAt: formatInstant(lapsesAt, language) })],
      [t('on-behalf-mail.lapsed.ask')],
      [`${publicUrl}/inzetten/telefonisch/${id}`],
    ],
  }));
}
