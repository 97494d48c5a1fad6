import type { Language } from '../../kernel/index.js';
import type { PastState } from '../domain/index.js';
import { shownCell } from '../import/cells.js';
import { type Column, columnsWith, MOST_CONTACTS } from '../import/columns.js';
import { statedInput } from '../import/stated-input.js';
import { valueAt, writeCell, writeDay, writeNumber } from '../import/write-cell.js';
import { locationFromRecord, NO_LONGER_KNOWN } from '../location-record.js';
import { StandbyLocation } from '../standby-location.entity.js';

/** A fact with its name and what it became, as people read them; null: nothing was filled in. */
export type ChangedField = { readonly label: string; readonly from: string | null; readonly to: string | null };

/** The facts of a location, with the names that the sheet has for them: every fact that can be stated is a column of it. */
const COLUMNS = columnsWith(MOST_CONTACTS);

const statedIn = ({ facts, personal, purged }: PastState): Record<string, unknown> =>
  statedInput(Object.assign(new StandbyLocation(), locationFromRecord({ facts, personal }, purged)));

function shown(stated: Record<string, unknown>, column: Column, language: Language): string | null {
  const cell = writeCell(valueAt(stated, column.path), column, language);
  if (cell === undefined) return null;
  if (cell.kind === 'number') return writeNumber(cell.value, language);
  return cell.kind === 'day' ? writeDay(cell.day, language) : shownCell(cell);
}

/**
 * Which facts a change made different, from what to what, in words; without a state before it, which facts were filled in at all.
 * A personal value that was purged is left out where nothing of it is known any more.
 */
export function changedFields(before: PastState | null, after: PastState, language: Language): ChangedField[] {
  const was = before && statedIn(before);
  const is = statedIn(after);
  const isKnown = ({ path }: Column): boolean => !(path.startsWith('contacts.') && [before, after].some((state) => state?.purged.includes('contacts')));
  // Who registers answers every question; "unknown" is what stands there before anybody did.
  const isAnswered = ({ path }: Column): boolean => was !== null || valueAt(is, path) !== 'unknown';
  return COLUMNS.filter((column) => isKnown(column) && isAnswered(column)).flatMap((column) => {
    const [from, to] = [was && shown(was, column, language), shown(is, column, language)];
    return from === to || from === NO_LONGER_KNOWN || to === NO_LONGER_KNOWN ? [] : [{ label: column.header[language], from, to }];
  });
}
