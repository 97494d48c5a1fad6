import ICAL from 'ical.js';

/** An appointment of a calendar file, as a parser that is not ours reads it. */
export type Appointment = {
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly summary: string;
  readonly url: string;
  /** ISO: an instant, or a day. */
  readonly at: string;
  readonly end: string | null;
  /** Of the file. */
  readonly method: string | null;
};

const isoOf = (time: ICAL.Time): string => (time.isDate ? time.toString() : time.toJSDate().toISOString());

/** The appointments of a calendar file in its order. Throws when it is none, or breaks the rules of RFC 5545 for lines. */
export function calendarIn(text: string): Appointment[] {
  if (!text.endsWith('\r\n') || /[^\r]\n/.test(text)) throw new Error('Lines end with CRLF.');
  const long = text.split('\r\n').find((line) => Buffer.byteLength(line) > 75);
  if (long) throw new Error(`A line is longer than 75 octets: ${long}`);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const method = calendar.getFirstPropertyValue('method');
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const value = (name: string): string => String(component.getFirstPropertyValue(name));
    const end = component.getFirstPropertyValue('dtend');
    return {
      uid: value('uid'), sequence: Number(value('sequence')), status: value('status'), summary: value('summary'), url: value('url'),
      at: isoOf(component.getFirstPropertyValue('dtstart') as ICAL.Time), end: end === null ? null : String(end), method: method === null ? null : String(method),
    };
  });
}
