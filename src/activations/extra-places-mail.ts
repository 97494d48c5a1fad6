import type { Instant } from '../kernel/index.js';
import { formatInstant } from '../web/index.js';
import { groupsText, inEveryLanguage, pageLine, stateLine, stopless, type Content, type MailContext } from './activation-mail.js';
import type { Deployment } from './deployment.entity.js';
import { deadlineFor } from './domain/index.js';
import type { ExtraPlaces } from './extra-places.entity.js';

/** PRO asked for more places: told to those who oversee, with what was planned for them. */
export function extraPlacesMail(context: MailContext, extra: ExtraPlaces, planned: readonly Deployment[]): Content {
  const { places, groups, plannedPlaces, shortfall, reason } = extra;
  return inEveryLanguage((language, t) => {
    const deadline = formatInstant(deadlineFor(context.activation, extra), language);
    return {
      subject: t('extra-mail.asked.subject', { planned: plannedPlaces, places, deadline }),
      paragraphs: [
        [t('extra-mail.asked.intro', { places, groups: groupsText(groups, t), deadline, reason: stopless(reason) })],
        shortfall > 0 ? [t('extra-mail.shortfall', { shortfall, places })] : [],
        planned.map((deployment) => t('activation-mail.nobody.waiting', { name: deployment.location.name, places: deployment.places })),
        [t('extra-mail.asked.apart')],
        [pageLine(context, t)],
      ],
    };
  });
}

/** The outcome of extra places, met or missed. */
export function extraOutcomeMail(context: MailContext, extra: ExtraPlaces, kind: 'met' | 'missed', at: Instant): Content {
  const { places } = extra;
  return inEveryLanguage((language, t) => ({
    subject: t(`extra-mail.${kind}.subject`, { open: context.openPlaces, places }),
    paragraphs: [
      [t(`extra-mail.${kind}.intro`, { at: formatInstant(at, language), deadline: formatInstant(deadlineFor(context.activation, extra), language) })],
      [t('extra-mail.outcome.apart')],
      [stateLine(context, t), pageLine(context, t)],
    ],
  }));
}
