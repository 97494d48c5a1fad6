import { ICalCalendar, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { CALENDAR_POLICY } from '../../../config/calendar.js';
import { markSubject } from '../../alerts/index.js';
import type { Instant, Language } from '../../kernel/index.js';
import { translator, type Translator } from '../../web/index.js';
import { calendarEvents, type CalendarEvent, type CalendarFacts } from '../domain/index.js';

/** One activation as calendars tell it. */
export type CalendarSource = Omit<CalendarFacts, 'activation'> & {
  readonly activation: CalendarFacts['activation'] & { readonly exercise: boolean; readonly places: number; readonly version: number };
  /** When it last changed. */
  readonly changedAt: Instant;
};

export type CalendarOptions = {
  readonly language: Language;
  readonly publicUrl: string;
  /** True for a file that is sent: it publishes what it holds. A feed has no method. */
  readonly publish: boolean;
};

/** The appointments of one organisation as a calendar file (RFC 5545). The same facts give the same bytes. */
export function calendarFile(organisationId: string, sources: readonly CalendarSource[], { language, publicUrl, publish }: CalendarOptions): string {
  const t = translator(language);
  const file = new ICalCalendar({
    name: t('calendar.name'), prodId: { company: 'achter-de-hand', product: 'agenda', language: language.toUpperCase() },
    ...(publish ? { method: ICalCalendarMethod.PUBLISH } : { ttl: CALENDAR_POLICY.refreshMinutes.value * 60 }),
  });
  for (const source of sources) {
    for (const event of calendarEvents(organisationId, source)) file.createEvent(appointment(source, event, t, publicUrl));
  }
  return `${file.toString()}\r\n`;
}

function appointment({ activation, changedAt }: CalendarSource, event: CalendarEvent, t: Translator, publicUrl: string): Parameters<ICalCalendar['createEvent']>[0] {
  const url = `${publicUrl}/inzetten/${activation.id}`;
  const wholeDay = typeof event.at === 'string';
  return {
    id: `${event.uid}@${new URL(publicUrl).hostname}`,
    // The activation's version rises with every change of it, so also when a time moves or nothing stands any more.
    sequence: activation.version,
    stamp: changedAt,
    start: wholeDay ? new Date(`${event.at}T00:00:00Z`) : event.at,
    allDay: wholeDay,
    summary: markSubject(summaryOf(event, activation.places, t), activation.exercise, t.language),
    description: t('calendar.more', { url }),
    url,
    status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    // A moment to watch; nobody is less free because of it.
    transparency: ICalEventTransparency.TRANSPARENT,
  };
}

function summaryOf({ about, milestone, location, done }: CalendarEvent, places: number, t: Translator): string {
  if (about === 'deadline') return t('calendar.deadline', { places });
  if (about === 'extra-deadline') return t('calendar.extra-deadline');
  if (about === 'last-night') return t('calendar.last-night', { location: location ?? '' });
  return t(done ? 'calendar.milestone.done' : 'calendar.milestone', { milestone: milestone ? t(`milestone.${milestone}`) : '', location: location ?? '' });
}
