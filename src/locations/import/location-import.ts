import type { Actor, Instant } from '../../kernel/index.js';
import type { Fault, SheetFormat } from './cells.js';
import type { HeaderFault } from './headers.js';

/**
 * `checking`: being read, nothing is written. `checked`: its municipality chooses. `applying`: being written, all of it at
 * once. `finishing`: it is written, what follows from it is being worked out. `failed`: the file cannot be read.
 */
export const IMPORT_STATUSES = ['checking', 'checked', 'applying', 'finishing', 'done', 'failed', 'cancelled'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** Everything or nothing, or the good rows only. */
export const IMPORT_MODES = ['all', 'good'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** While one of these, a process is at work on it, or should be. */
export const WORKING: readonly ImportStatus[] = ['checking', 'applying', 'finishing'];

/** An uploaded file of locations and what became of it. */
export type LocationImport = {
  readonly id: string;
  readonly organisationId: string;
  readonly status: ImportStatus;
  readonly mode: ImportMode | null;
  readonly version: number;
  readonly fileName: string;
  readonly fileSize: number;
  /** Who uploaded it; null once it has been cleared away. */
  readonly uploadedBy: string | null;
  readonly format: SheetFormat | null;
  /** As they are written in the file, by place. */
  readonly headers: readonly string[];
  readonly headerFaults: readonly HeaderFault[];
  /** Why nothing of the file can be used. */
  readonly fault: Fault | null;
  readonly rows: { readonly new: number; readonly changed: number; readonly unchanged: number; readonly wrong: number };
  /** Wrong cells and rows together, those of the header not counted. */
  readonly problems: number;
  /** Rows that somebody else had changed when they were to be written. */
  readonly rowsOvertaken: number;
  readonly rowsRead: number;
  /** Of the file's bytes while it is checked, of its rows afterwards. */
  readonly progress: { readonly done: number; readonly total: number };
  readonly createdAt: Instant;
  readonly checkedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly clearedAt: Instant | null;
};

/** An import that this process is at work on, for as long as the claim is its own. */
export type ClaimedImport = LocationImport & { readonly claim: string; readonly chosenBy: Actor | null; readonly attempts: number };

/** May be written as it is: nothing wrong in it, and something to write or confirm. */
export const isFaultless = ({ rows, headerFaults }: Pick<LocationImport, 'rows' | 'headerFaults'>): boolean => rows.wrong === 0 && headerFaults.length === 0;

/** Rows that would be written. */
export const rowsToWrite = ({ rows }: Pick<LocationImport, 'rows'>): number => rows.new + rows.changed;
