import { dayOf, daysBetween, type Instant, type LocalDay } from '../kernel/index.js';
import { formatDay, formatInstant, type Translator } from '../web/index.js';
import { groupsText, inEveryLanguage, pageLine, stopless, type Content, type MailContext } from './activation-mail.js';
import type { Deployment } from './deployment.entity.js';
import type { PresenceReport } from './presence-report.entity.js';
import type { StayExtension } from './stay-extension.entity.js';

type Ending = { readonly lastNight: LocalDay; readonly now: Instant; readonly present: PresenceReport | undefined; /** Asked and not answered. */ readonly open: StayExtension | undefined };

function presentLine(present: PresenceReport | undefined, t: Translator): string {
  if (!present) return t('stay-mail.present.unknown');
  return t('stay-mail.present', { total: present.total, groups: groupsText(present.present, t) || t('word.none'), at: formatInstant(present.countedAt, t.language) });
}

/** The agreed last night comes near: what is to be decided, and by whom. */
export function stayWarningMail(context: MailContext, deployment: Deployment, { lastNight, now, present, open }: Ending): Content {
  const { name, municipalityName: municipality } = deployment.location;
  const days = daysBetween(dayOf(now), lastNight);
  return inEveryLanguage((language, t) => ({
    subject: t.count('stay-mail.warning.subject', days, { name }),
    paragraphs: [
      [t.count('stay-mail.warning.intro', days, { name, municipality, lastNight: formatDay(lastNight, language) })],
      [presentLine(present, t)],
      [open ? t('stay-mail.warning.asked', { municipality, asked: formatDay(open.lastNight, language) }) : t('stay-mail.warning.decide', { municipality })],
      [pageLine(context, t)],
    ],
  }));
}

/** A longer stay is asked for. `asks`: of the municipality, which answers; the others know of it. */
export function stayAskedMail(context: MailContext, deployment: Deployment, { lastNight, lastNightBefore, reason }: StayExtension, asker: string, asks: boolean): Content {
  const { name, municipalityName: municipality } = deployment.location;
  return inEveryLanguage((language, t) => {
    const asked = formatDay(lastNight, language);
    return {
      subject: t('stay-mail.asked.subject', { name, asked }),
      paragraphs: [
        [t('stay-mail.asked.intro', { asker, municipality, name, asked, reason: stopless(reason) })],
        lastNightBefore ? [t('stay-mail.asked.before', { before: formatDay(lastNightBefore, language) })] : [],
        asks ? [t('stay-mail.asked.answer', { answerLink: '{answerLink}' }), t('stay-mail.asked.right')] : [pageLine(context, t)],
      ],
    };
  });
}

/** The municipality answered: the last night that stands now. A refusal is told as a fact. */
export function stayAnsweredMail(context: MailContext, deployment: Deployment, { answer, lastNight, conditions, answerReason }: StayExtension): Content {
  const { name, municipalityName: municipality } = deployment.location;
  return inEveryLanguage((language, t) => {
    const asked = formatDay(lastNight, language);
    const stands = deployment.lastNight ? t('stay-mail.refused.stands', { lastNight: formatDay(deployment.lastNight, language) }) : t('stay-mail.refused.none');
    return answer === 'refused'
      ? {
          subject: t('stay-mail.refused.subject', { name }),
          paragraphs: [[t('stay-mail.refused.intro', { municipality, name, asked, reason: stopless(answerReason ?? '') })], [stands, t('stay-mail.refused.next')], [pageLine(context, t)]],
        }
      : {
          subject: t('stay-mail.extended.subject', { name, asked }),
          paragraphs: [[t('stay-mail.extended.intro', { municipality, name, asked })], conditions ? [t('stay-mail.extended.conditions', { conditions: stopless(conditions) })] : [], [pageLine(context, t)]],
        };
  });
}

/** The agreed last night is over, and people are still there; or nobody counted whether they are. */
export function stayOverMail(context: MailContext, deployment: Deployment, lastNight: LocalDay, present: PresenceReport | undefined, known: 'present' | 'unknown'): Content {
  const { name, municipalityName: municipality } = deployment.location;
  const unknown = known === 'unknown';
  return inEveryLanguage((language, t) => ({
    subject: unknown ? t('stay-mail.uncounted.subject', { name }) : t('stay-mail.over.subject', { name, total: present?.total ?? 0 }),
    paragraphs: [
      [t(unknown ? 'stay-mail.uncounted.intro' : 'stay-mail.over.intro', { name, municipality, lastNight: formatDay(lastNight, language) })],
      [unknown && present ? t('stay-mail.uncounted.before', { total: present.total, at: formatInstant(present.countedAt, language) }) : presentLine(present, t)],
      [t(unknown ? 'stay-mail.uncounted.next' : 'stay-mail.over.next')],
      [pageLine(context, t)],
    ],
  }));
}
