import type { CountTime } from '../../config/presence.js';
import { type Groups, type LocalDay, totalOf } from '../kernel/index.js';
import { formatDay, formatInstant, type Translator } from '../web/index.js';
import { groupsText, inEveryLanguage, pageLine, type Content, type MailContext } from './activation-mail.js';
import type { Deployment } from './deployment.entity.js';
import type { Ride } from './ride.entity.js';

/** More persons are reported present than the location can shelter by what is known of it. */
export function aboveCapacityMail(context: MailContext, { location: { name }, places }: Deployment, present: number, verified: number): Content {
  return inEveryLanguage((_, t) => ({
    subject: t('presence-mail.above-capacity.subject', { name }),
    paragraphs: [[t('presence-mail.above-capacity.intro', { name, present, verified, places })], [pageLine(context, t)]],
  }));
}

const counted = (groups: Groups, t: Translator): string => (totalOf(groups) === 0 ? '0' : `${totalOf(groups)} (${groupsText(groups, t)})`);

type RideOf = Pick<Ride, 'carrier' | 'departedAt' | 'boarded'>;

/** Other numbers arrived than boarded. */
export function rideDiffersMail(context: MailContext, { location: { name } }: Deployment, { carrier, departedAt, boarded, arrived }: RideOf & { readonly arrived: Groups }): Content {
  return inEveryLanguage((language, t) => ({
    subject: t('presence-mail.differs.subject', { name, boarded: totalOf(boarded), arrived: totalOf(arrived) }),
    paragraphs: [
      [t('presence-mail.differs.intro', { carrier, departedAt: formatInstant(departedAt, language), name })],
      [t('presence-mail.differs.boarded', { boarded: counted(boarded, t) }), t('presence-mail.differs.arrived', { arrived: counted(arrived, t) })],
      [t('presence-mail.differs.next')],
      [pageLine(context, t)],
    ],
  }));
}

/** A ride has not arrived. */
export function rideMissingMail(context: MailContext, { location: { name } }: Deployment, { carrier, departedAt, expectedAt, boarded }: RideOf & Pick<Ride, 'expectedAt'>): Content {
  return inEveryLanguage((language, t) => ({
    subject: t('presence-mail.missing.subject', { name, boarded: totalOf(boarded) }),
    paragraphs: [
      [t('presence-mail.missing.intro', { carrier, departedAt: formatInstant(departedAt, language), expectedAt: formatInstant(expectedAt, language), name })],
      [t('presence-mail.differs.boarded', { boarded: counted(boarded, t) })],
      [t('presence-mail.missing.next')],
      [pageLine(context, t)],
    ],
  }));
}

/** What became of a ride that was missing: it arrived, or was cancelled. */
export function rideFoundMail(context: MailContext, { location: { name } }: Deployment, { carrier, departedAt, arrived, cancelReason }: RideOf & Pick<Ride, 'arrived' | 'cancelReason'>): Content {
  return inEveryLanguage((language, t) => {
    const became = arrived ? 'arrived' : 'cancelled';
    return {
      subject: t(`presence-mail.found.${became}.subject`, { name }),
      paragraphs: [
        [t(`presence-mail.found.${became}.intro`, { carrier, departedAt: formatInstant(departedAt, language), name })],
        [arrived ? t('presence-mail.differs.arrived', { arrived: counted(arrived, t) }) : t('presence-mail.found.reason', { reason: (cancelReason ?? '').replace(/[.\s]+$/, '') })],
        [pageLine(context, t)],
      ],
    };
  });
}

/** A fixed head count was not reported. */
export function countDueMail(context: MailContext, { location: { name } }: Deployment, time: CountTime, day: LocalDay): Content {
  return inEveryLanguage((language, t) => ({
    subject: t('presence-mail.due.subject', { time, name }),
    paragraphs: [[t('presence-mail.due.intro', { time, day: formatDay(day, language), name })], [pageLine(context, t)]],
  }));
}
