import { formatTelephone, type Language } from '../kernel/index.js';
import { formatInstant, type Translator } from '../web/index.js';
import { inEveryLanguage, pageLine, type Content, type MailContext } from './activation-mail.js';
import { informedNames } from './domain/index.js';
import type { InformationTask } from './information-task.entity.js';
import type { StatedPressLine } from './press-line.entity.js';

type LateTask = { readonly task: InformationTask; readonly location: string };

/** Who was not informed, about which building, and by when that was to be done. */
export const notInformedLines = (overdue: readonly LateTask[], language: Language, t: Translator): string[] => overdue.map(({ task, location }) =>
  t(task.required ? 'information-mail.overdue.line.required' : 'information-mail.overdue.line', { party: informedNames([task.kind])[language], location, dueAt: formatInstant(task.dueAt, language) }));

/** Whom one municipality did not inform in time. */
export function informationOverdueMail(context: MailContext, municipality: string, overdue: readonly LateTask[]): Content {
  const names = informedNames(overdue.map(({ task }) => task.kind));
  return inEveryLanguage((language, t) => ({
    subject: t('information-mail.overdue.subject', { parties: names[language] }),
    paragraphs: [
      [t('information-mail.overdue.intro', { municipality }), ...notInformedLines(overdue, language, t)],
      [t('information-mail.overdue.what')],
      [pageLine(context, t)],
    ],
  }));
}

/** The spokesperson and the press line, as set or changed. Of an exercise nothing is published. */
export function pressLineMail(context: MailContext, { name, organisation, telephone, textNl, textEn, publishFrom, version }: StatedPressLine): Content {
  return inEveryLanguage((language, t) => ({
    subject: t(version > 1 ? 'information-mail.press.changed.subject' : 'information-mail.press.subject', { organisation }),
    paragraphs: [
      [context.activation.exercise ? t('press.exercise') : t('press.not-before', { at: formatInstant(publishFrom, language) })],
      [t('information-mail.press.who', { name, organisation, telephone: formatTelephone(telephone) })],
      [t('information-mail.press.text'), language === 'en' && textEn ? textEn : textNl],
      [pageLine(context, t)],
    ],
  }));
}
