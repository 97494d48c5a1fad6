import { Temporal } from 'temporal-polyfill';

/** A shift as it goes to the schema: instants as ISO text, so that one check serves form and API. */
export type ShiftText = { readonly startsAt: string; readonly endsAt: string; readonly teamSize: number };

const LINE = /^\s*(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2})\s*\/\s*(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2})\s*\/\s*(\d{1,4})\s*$/;

/** `YYYY-MM-DDTHH:mm` as typed in Europe/Amsterdam, to ISO 8601 with offset; undefined when it is no such time. */
export function amsterdamToIso(text: string): string | undefined {
  try {
    const instant = Temporal.PlainDateTime.from(text.trim().replace(' ', 'T')).toZonedDateTime('Europe/Amsterdam').toInstant();
    return new Date(instant.epochMilliseconds).toISOString();
  } catch {
    return undefined;
  }
}

/** An instant as a field for date and time shows it: `YYYY-MM-DDTHH:mm` in Europe/Amsterdam. */
export const isoToAmsterdam = (at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Europe/Amsterdam').toPlainDateTime().toString({ smallestUnit: 'minute' });

/** Lines of the form "start / end / number". A line that cannot be read stays as typed, for the schema to complain about. */
export function parseShiftLines(text: string): (ShiftText | string)[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => {
    const match = LINE.exec(line);
    const startsAt = match && amsterdamToIso(`${match[1]}T${match[2]!.padStart(5, '0')}`);
    const endsAt = match && amsterdamToIso(`${match[3]}T${match[4]!.padStart(5, '0')}`);
    return startsAt && endsAt ? { startsAt, endsAt, teamSize: Number(match[5]) } : line;
  });
}
