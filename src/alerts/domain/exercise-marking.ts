import type { Language } from '../../kernel/index.js';
import { calendarOf, mapContent, type Content } from './content.js';

const WORD: Record<Language, string> = { nl: 'OEFENING', en: 'EXERCISE' };
const SEPARATOR = ' — ';
const LINE: Record<Language, string> = {
  nl: 'OEFENING — dit is geen echte inzet',
  en: 'EXERCISE — this is not a real activation',
};

const AT_START = /^\s*(?:(?:oefening|exercise)\b[\s—–:-]*)+/i;
const ANYWHERE = /\b(?:OEFENING|EXERCISE)\b[\s—–:-]*/g;
const CONTROL = /\p{Cc}+/gu;

/**
 * The one place that decides how an exercise is told from the real thing, whatever the feature wrote: every subject of an
 * exercise begins with the word, and the first and last line of its text say so; a real message never carries the marker.
 * A subject becomes one line, so that nothing in it can become a header.
 */
export const markExercise = (content: Content, exercise: boolean): Content =>
  mapContent(content, (message, language) => {
    const subject = markSubject(message.subject, exercise, language);
    const plainText = withoutMarkerLines(message.text);
    const text = exercise ? [LINE[language], plainText, LINE[language]].join('\n\n') : plainText;
    return { subject, text, ...calendarOf(message) };
  });

/** The same for one line alone, such as an appointment in a calendar. */
export function markSubject(subject: string, exercise: boolean, language: Language): string {
  const plain = subject.replace(CONTROL, ' ').replace(ANYWHERE, '').replace(AT_START, '').replace(/ {2,}/g, ' ').trim();
  return exercise ? WORD[language] + SEPARATOR + plain : plain;
}

function withoutMarkerLines(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const isMarker = (line: string): boolean => Object.values(LINE).includes(line.trim());
  return lines.filter((line) => !isMarker(line)).join('\n').replace(/^\n+|\s+$/g, '');
}

/** True for the subject of a message of an exercise. */
export const isMarkedSubject = (subject: string): boolean => Object.values(WORD).some((word) => subject.startsWith(word + SEPARATOR));
