import type { Instant, Language, LocalDay } from '../kernel/index.js';
import { splitSeconds } from './countdown-parts.js';
import { CATALOGUE, type TextKey } from './translations/index.js';

// The names of days and months are our own: those of Intl differ between versions of its data ("12 mrt" and "12 mrt.").
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const HOUR_MS = 3_600_000;

type LocalTime = { readonly day: LocalDay; readonly minutes: string; readonly seconds: string };

// One message names the same hour in every line and language, and each time asks about the hours around it.
const known = new Map<number, LocalTime>();
const KNOWN_AT_MOST = 1000;

function localTime(at: Instant): LocalTime {
  const before = known.get(at.getTime());
  if (before) return before;
  if (known.size >= KNOWN_AT_MOST) known.clear();
  const local = localTimeOf(at);
  known.set(at.getTime(), local);
  return local;
}

function localTimeOf(at: Instant): LocalTime {
  const parts = Object.fromEntries(CLOCK.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    minutes: `${parts.hour}:${parts.minute}`,
    seconds: parts.second!,
  };
}

const named = (key: string, language: Language): string => CATALOGUE[key as TextKey][language];

/** On the night the clocks go back an hour happens twice: only then the text says which of the two is meant. */
function whichHour(at: Instant, local: LocalTime, language: Language): string {
  const same = (other: Instant): boolean => localTime(other).minutes === local.minutes;
  if (same(new Date(at.getTime() + HOUR_MS))) return ` (${named('clock.summer-time', language)})`;
  if (same(new Date(at.getTime() - HOUR_MS))) return ` (${named('clock.winter-time', language)})`;
  return '';
}

function dayText(day: LocalDay, language: Language, names: 'full' | 'short', withYear: boolean): string {
  const [year, month, date] = day.split('-').map(Number);
  const weekday = new Date(Date.UTC(year!, month! - 1, date)).getUTCDay() || 7;
  const infix = names === 'short' ? 'short.' : '';
  const text = `${named(`weekday.${infix}${weekday}`, language)} ${date} ${named(`month.${infix}${month}`, language)}`;
  return withYear ? `${text} ${year}` : text;
}

/** "dinsdag 3 februari 2026". */
export const formatDay = (day: LocalDay, language: Language): string => dayText(day, language, 'full', true);

/** "di 3 feb 2026": for tables. */
export const formatDayShort = (day: LocalDay, language: Language): string => dayText(day, language, 'short', true);

/** "di 3 feb", without the year: where the year is plain from what stands around it. */
export const formatDayBrief = (day: LocalDay, language: Language): string => dayText(day, language, 'short', false);

/** "di 3 feb 2026 – di 30 jun 2026", both days included. */
export const formatPeriod = (from: LocalDay, to: LocalDay, language: Language): string =>
  `${formatDayShort(from, language)} – ${formatDayShort(to, language)}`;

/** "14:03" in Europe/Amsterdam. */
export function formatTime(at: Instant, language: Language): string {
  const local = localTime(at);
  return local.minutes + whichHour(at, local, language);
}

/** "14:03:22" in Europe/Amsterdam. */
export function formatTimeWithSeconds(at: Instant, language: Language): string {
  const local = localTime(at);
  return `${local.minutes}:${local.seconds}${whichHour(at, local, language)}`;
}

/** "dinsdag 3 februari 2026 om 14:03" in Europe/Amsterdam. */
export function formatInstant(at: Instant, language: Language): string {
  const join = language === 'nl' ? ' om ' : ' at ';
  return formatDay(localTime(at).day, language) + join + formatTime(at, language);
}

/** "di 3 feb 14:03" in Europe/Amsterdam, without the year: for tables and timelines of days or weeks. */
export const formatInstantShort = (at: Instant, language: Language): string =>
  `${dayText(localTime(at).day, language, 'short', false)} ${formatTime(at, language)}`;

/** `YYYY-MM-DDTHH:mm` in Europe/Amsterdam: the value of an `<input type="datetime-local">`. */
export function formatDateTimeInput(at: Instant): string {
  const local = localTime(at);
  return `${local.day}T${local.minutes}`;
}

/**
 * A length of time in seconds as "2 d 3 u 12 min": days, hours and minutes, and seconds only below an hour.
 * The sign is dropped; parts that are zero are left out.
 */
export function durationText(seconds: number, language: Language): string {
  const parts = splitSeconds(Math.abs(seconds));
  const withSeconds = parts.days === 0 && parts.hours === 0;
  const units = withSeconds ? (['minutes', 'seconds'] as const) : (['days', 'hours', 'minutes'] as const);
  const words = units.filter((unit) => parts[unit] > 0).map((unit) => `${parts[unit]} ${named(`clock.unit.${unit}`, language)}`);
  return words.join(' ') || `0 ${named('clock.unit.seconds', language)}`;
}

/** A window as people speak of it: "72 uur" where it is whole hours, else as a length of time. Seconds. */
export const windowText = (seconds: number, language: Language): string =>
  seconds >= 3600 && seconds % 3600 === 0 ? `${seconds / 3600} ${language === 'nl' ? 'uur' : seconds === 3600 ? 'hour' : 'hours'}` : durationText(seconds, language);

/** A number with the language's separators: 2000 → "2.000" in Dutch, "2,000" in English. */
export const formatNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB').format(value);

/** A size in bytes as "312 kB" or "1,4 MB" that stays on one line, counted in 1,024s as the limits are; at least 1 kB. */
export function formatBytes(bytes: number, language: Language): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  if (kilobytes < 1024) return `${formatNumber(kilobytes, language)}\u00a0kB`;
  return `${formatNumber(Math.round((bytes / 1024 ** 2) * 10) / 10, language)}\u00a0MB`;
}
