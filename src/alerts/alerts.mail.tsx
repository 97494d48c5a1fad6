import { formatTelephone, type Instant, type Language, type LocalDay } from '../kernel/index.js';
import { formatDay, formatInstant, translator } from '../web/index.js';
import { calendarOf, LINK_MARKS, mapContent, withoutLinks, type Content, type Message } from './domain/content.js';
import type { TelephoneLine } from './recipients.js';

const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** The message once more, with the reason on top. */
export const reminderContent = (original: Content, sentAt: Instant): Content =>
  mapContent(original, ({ subject, text }, language) => {
    const t = translator(language);
    return {
      subject: t('alert.reminder.subject', { subject }),
      text: paragraphs(t('alert.reminder.why', { time: formatInstant(sentAt, language) }), text),
    };
  });

/** Why somebody else gets the message after all. */
export type HandedOnBecause = 'no-answer' | 'refused';

/** The message for the next contact; `earlier` names the contacts before them: none when their duty has ended meanwhile. */
export const handedOnContent = (original: Content, because: HandedOnBecause, earlier: readonly string[]): Content =>
  mapContent(original, (message, language) => {
    const t = translator(language);
    const names = earlier.join(', ');
    const why = names === '' ? t('alert.handed-on.why.duty-ended') : t(`alert.handed-on.why.${because}`, { names });
    return { subject: t('alert.handed-on.subject', { subject: message.subject }), text: paragraphs(why, message.text), ...calendarOf(message) };
  });

/** Why a human must telephone. */
export type TellBecause = 'no-answer' | 'no-contact' | 'unverified' | 'refused';

/** For operations: whom to telephone and what to tell them. They do not get the link to answer in the other's place. */
export const operationsContent = (original: Content, because: TellBecause, organisation: string, lines: readonly TelephoneLine[]): Content =>
  mapContent(original, ({ subject, text }, language) => {
    const t = translator(language);
    const call = lines.length === 0 ? t('alert.operations.nobody-to-call') : [t('alert.operations.call'), ...lines.map((line) => callLine(line, language))].join('\n');
    return {
      subject: t(`alert.operations.subject.${because === 'no-answer' || because === 'unverified' ? because : 'unreachable'}`, { organisation }),
      text: paragraphs(t(`alert.operations.why.${because}`, { organisation }), call, t('alert.operations.message', { subject }), withoutLinks(text)),
    };
  });

function callLine({ name, function: role, telephone, standing }: TelephoneLine, language: Language): string {
  const t = translator(language);
  return t(`alert.operations.line.${standing}`, { name, function: role, telephone: telephone === null ? t('alert.operations.no-number') : formatTelephone(telephone) });
}

export type TestOf = { readonly organisation: string; readonly name: string; readonly function: string; readonly expiresAt: Instant };

/** Asks one contact whether mail reaches it. Says first that nothing is the matter. */
export function testContent({ organisation, name, function: role, expiresAt }: TestOf): Content {
  const message = (language: Language): { subject: string; text: string } => {
    const t = translator(language);
    return {
      subject: t('contact-test.subject'),
      text: paragraphs(
        t('contact-test.what'), t('contact-test.who', { organisation, name, function: role }), t('contact-test.confirm', { verificationLink: LINK_MARKS.verify }),
        t('contact-test.until', { time: formatInstant(expiresAt, language) }), t('contact-test.not-you', { organisation }),
      ),
    };
  };
  return { nl: message('nl'), en: message('en') };
}

/** Which contacts of an organisation did not answer their test message; `refused`: their address does not work at all. */
export function unreachedContent(organisation: string, testedOn: LocalDay, contacts: readonly { readonly name: string; readonly refused: boolean }[]): Content {
  const message = (language: Language): Message => {
    const t = translator(language);
    const lines = contacts.map(({ name, refused }) => t(refused ? 'contact-check.line.refused' : 'contact-check.line', { name }));
    return {
      subject: t('contact-check.subject', { organisation, count: contacts.length }),
      text: paragraphs(t('contact-check.what', { organisation, day: formatDay(testedOn, language) }), lines.join('\n'), t('contact-check.counts'), t('contact-check.next')),
    };
  };
  return { nl: message('nl'), en: message('en') };
}

export type FailedMoment = { readonly id: string; readonly kind: string; readonly dueAt: Instant; readonly attempts: number; readonly error: string };

/** For operations: something that was due does not succeed. */
export function failureContent({ id, kind, dueAt, attempts, error }: FailedMoment): Content {
  const message = (language: Language): { subject: string; text: string } => {
    const t = translator(language);
    return {
      subject: t('alert.failure.subject', { kind }),
      text: paragraphs(t('alert.failure.what', { kind, time: formatInstant(dueAt, language), attempts }), t('alert.failure.error', { error }), t('alert.failure.next', { id })),
    };
  };
  return { nl: message('nl'), en: message('en') };
}
