import { describe, expect, it } from '@jest/globals';
import type { Content } from './content.js';
import { markExercise } from './exercise-marking.js';

const content = (subject: string, text = 'Regel één.\nRegel twee.\n'): Content => ({ nl: { subject, text }, en: { subject, text } });
const first = (text: string): string => text.split('\n')[0]!;
const last = (text: string): string => text.split('\n').at(-1)!;

describe('a message of an exercise', () => {
  it.each(['Bemensing gevraagd', 'OEFENING — Bemensing gevraagd', 'oefening: Bemensing gevraagd', 'Herinnering: OEFENING — Bemensing gevraagd'])(
    'begins with the word, once: %s',
    (subject) => {
      const marked = markExercise(content(subject), true);
      expect(marked.nl.subject).toMatch(/^OEFENING — (Herinnering: )?Bemensing gevraagd$/);
      expect(marked.en.subject).toMatch(/^EXERCISE — (Herinnering: )?Bemensing gevraagd$/);
    },
  );

  it('says so in the first and the last line of its text', () => {
    const { nl, en } = markExercise(content('x'), true);
    expect([first(nl.text), last(nl.text)]).toEqual(Array(2).fill('OEFENING — dit is geen echte inzet'));
    expect([first(en.text), last(en.text)]).toEqual(Array(2).fill('EXERCISE — this is not a real activation'));
    expect(nl.text).toContain('\n\nRegel één.\nRegel twee.\n\n');
  });

  it('is the same when it was marked before, as a reminder quotes it', () => {
    const once = markExercise(content('x'), true);
    expect(markExercise(once, true)).toEqual(once);
  });
});

describe('a real message', () => {
  it.each([
    ['OEFENING — Inzet gestart', 'Inzet gestart'],
    ['Exercise: inzet gestart', 'inzet gestart'],
    ['Inzet OEFENING gestart', 'Inzet gestart'],
    ['Locatie Oefencentrum Noord', 'Locatie Oefencentrum Noord'],
  ])('never carries the marker: %s', (subject, expected) => {
    const { nl, en } = markExercise(content(subject), false);
    expect([nl.subject, en.subject]).toEqual([expected, expected]);
  });

  it('loses the lines that only an exercise has', () => {
    expect(markExercise(markExercise(content('x'), true), false)).toEqual(markExercise(content('x'), false));
  });
});

it('makes one line of a subject, so that nothing becomes a header', () => {
  expect(markExercise(content('Inzet\r\nBcc: allen@assen.example'), false).nl.subject).toBe('Inzet Bcc: allen@assen.example');
});
