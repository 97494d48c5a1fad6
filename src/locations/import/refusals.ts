import { IMPORT_POLICY } from '../../../config/import.js';
import { refuse } from './cells.js';

export const refuseLongCell = (row: number): never =>
  refuse('cell-too-long', 'In rij {row} staat een cel met meer dan {maximum} tekens. Is een aanhalingsteken niet gesloten?', 'Row {row} has a cell of more than {maximum} characters. Is a quotation mark not closed?',
    { row, maximum: IMPORT_POLICY.maximumCell.value });

export const refuseManyColumns = (): never =>
  refuse('too-many-columns', 'Het bestand heeft meer dan {maximum} kolommen. Gebruik het sjabloon.', 'The file has more than {maximum} columns. Use the template.', { maximum: IMPORT_POLICY.maximumColumns.value });
