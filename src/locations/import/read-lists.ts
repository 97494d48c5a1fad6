import { err, ok, type LocalDay, type Result } from '../../kernel/index.js';
import { type Fault, fault } from './cells.js';
import { ROOM_USE_CHOICES } from './choices.js';
import { choiceOf } from './read-choice.js';
import { readDay } from './read-day.js';
import { readNumber } from './read-number.js';

export type RoomsEntry = { readonly count: number; readonly use: string; readonly areaM2: number | null };
export type BlockedEntry = { readonly places: number; readonly reason: string; readonly until: LocalDay | null };

export const entriesIn = (text: string): string[] => text.split(/[;\n]/).map((entry) => entry.trim()).filter((entry) => entry !== '');

function each<T>(text: string, read: (entry: string) => Result<T, Fault>): Result<T[], Fault> {
  const results: T[] = [];
  for (const entry of entriesIn(text)) {
    const result = read(entry);
    if (!result.ok) return result;
    results.push(result.value);
  }
  return ok(results);
}

const ROOM = /^(\d{1,4})\s*[x×*]\s*(\D+?)\s*(?:à|a)?\s*(\d[\d.,]*)?\s*(?:m2|m²)?$/iu;

/** "12 x slaapkamer 14,5; 1 x opslag". */
export const readRooms = (text: string): Result<RoomsEntry[], Fault> => each(text, (entry) => {
  const [, count, words, area] = ROOM.exec(entry) ?? [];
  if (count === undefined || words === undefined) {
    return err(fault('not-a-room', 'Hier staat “{entry}”. Schrijf aantal x gebruik, met het oppervlak erachter: 12 x slaapkamer 14,5; 1 x opslag.',
      'This says “{entry}”. Write number x use, followed by the area: 12 x bedroom 14.5; 1 x storage.', { entry: short(entry) }));
  }
  const use = choiceOf(ROOM_USE_CHOICES, words);
  if (use === undefined) return err(notAUse(words));
  const areaM2 = area === undefined ? ok(null) : readNumber(area, 'decimal');
  if (!areaM2.ok) return err(fault('not-a-room', 'Het oppervlak “{area}” is geen getal, of het kan er twee zijn. Schrijf 14,5.', 'The area “{area}” is no number, or it could be two. Write 14.5.', { area: area! }));
  return ok({ count: Number(count), use, areaM2: areaM2.value });
});

const notAUse = (words: string): Fault => {
  const uses = Object.values(ROOM_USE_CHOICES);
  return fault('not-a-room', 'Een gebruik “{words}” is er niet. Kies uit: {nl}.', 'There is no use “{words}”. Choose one of: {en}.',
    { words: short(words), nl: uses.map(({ nl }) => nl).join(', '), en: uses.map(({ en }) => en).join(', ') });
};

const BLOCKED = /^(\d{1,5})(?:\s+(?:tot|t\/m|until|to)\s+([\d./-]+))?\s*:\s*(.+)$/iu;

/** "10 tot 31-01-2026: lekkage; 4: kapotte bedden". The day is the last one. */
export const readBlocked = (text: string): Result<BlockedEntry[], Fault> => each(text, (entry) => {
  const [, places, until, reason] = BLOCKED.exec(entry) ?? [];
  const day = until === undefined ? ok(null) : readDay(until);
  if (places === undefined || reason === undefined || !day.ok) {
    return err(fault('not-blocked-places', 'Hier staat “{entry}”. Schrijf het aantal plekken, eventueel tot wanneer, en waarom: 10 tot 31-01-2026: lekkage.',
      'This says “{entry}”. Write the number of places, until when if known, and why: 10 until 31-01-2026: leak.', { entry: short(entry) }));
  }
  return ok({ places: Number(places), reason, until: day.value });
});

/** What a message repeats of a cell. */
export const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

