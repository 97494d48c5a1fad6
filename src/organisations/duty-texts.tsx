import type { VNode } from 'preact';
import { endOfDay, type LocalDay, type LocalTime, type Weekday } from '../kernel/index.js';
import { Badge, formatTime, useLanguage, useTranslator, type TextKey, type Translator } from '../web/index.js';
import type { ContactRow } from './contact.entity.js';
import type { DutySegment } from './domain/duty-roster.js';

const shortDay = (day: Weekday, t: Translator): string => t(`weekday.short.${day}` satisfies TextKey);

/** "ma–vr", "za, zo", "elke dag". */
export function weekdaysText(days: readonly Weekday[], t: Translator): string {
  if (days.length === 7) return t('duty.every-day');
  const runs: Weekday[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && last.at(-1)! + 1 === day) last.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length > 2 ? `${shortDay(run[0]!, t)}–${shortDay(run.at(-1)!, t)}` : run.map((day) => shortDay(day, t)).join(', '))).join(', ');
}

/** "08:00–18:00", "22:00–06:00 (volgende dag)", "24 uur vanaf 08:00". */
export function hoursText(from: LocalTime, until: LocalTime, t: Translator): string {
  if (from === until) return from === '00:00' ? t('duty.whole-day') : t('duty.round-the-clock', { from });
  if (until > from) return `${from}–${until}`;
  return until === '00:00' ? `${from}–24:00` : t('duty.overnight', { from, until });
}

/** Who has duty on a day, from change to change. */
export function DutyOfDay({ day, segments }: { readonly day: LocalDay; readonly segments: readonly DutySegment<ContactRow>[] }): VNode {
  const t = useTranslator();
  const language = useLanguage();
  const end = endOfDay(day).getTime();
  return (
    <ul class="duty-line">
      {segments.map(({ from, until, contacts, gap }) => (
        <li key={from.getTime()}>
          <span class="duty-line__hours">{formatTime(from, language)}–{until.getTime() === end ? '24:00' : formatTime(until, language)}</span>{' '}
          {contacts.map(({ name }) => name).join(', ')}
          {gap && <> <Badge tone="warning" icon="exclamation">{t('duty.gap.badge')}</Badge></>}
        </li>
      ))}
    </ul>
  );
}
