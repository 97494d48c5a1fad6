import type { ComponentChildren, VNode } from 'preact';
import { useTranslator } from '../language-context.js';
import { EmptyState } from './empty-state.js';

export type Column<Row> = {
  /** Unique in the table. */
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** The cell that names the row; one column has it. */
  readonly rowHeader?: boolean;
  /** Figures stand at the end of their column. */
  readonly numeric?: boolean;
};

export type DataTableProps<Row> = {
  /** What the table shows; every table has one. */
  readonly caption: string;
  /** Only for screen readers, where a heading right above says the same. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Instead of the table when there are no rows. */
  readonly empty?: string;
};

/** From here on a table needs more room before it stops being a list of cards. */
const MANY_COLUMNS = 5;

type CellProps<Row> = { readonly column: Column<Row>; readonly row: Row };

function Cell<Row>({ column, row }: CellProps<Row>): VNode {
  const css = column.numeric ? 'data-table__cell data-table__cell--numeric' : 'data-table__cell';
  const content = <div class="data-table__content">{column.cell(row)}</div>;
  return column.rowHeader ? (
    <th class={`utrecht-table__cell ${css} data-table__cell--header`} scope="row" role="rowheader">
      {content}
    </th>
  ) : (
    <td class={`utrecht-table__cell ${css}`} role="cell" data-label={column.header}>
      {content}
    </td>
  );
}

/**
 * A table that becomes a list of cards where it is narrow. The roles are written out because browsers
 * drop a table's meaning when its parts are no longer displayed as a table.
 */
export function DataTable<Row>({ caption, captionHidden, columns, rows, rowKey, empty }: DataTableProps<Row>): VNode {
  const t = useTranslator();
  if (rows.length === 0) return <EmptyState text={empty ?? t('table.empty')} />;
  return (
    <div class={columns.length >= MANY_COLUMNS ? 'data-table-frame data-table-frame--many' : 'data-table-frame'}>
      <table class="utrecht-table data-table" role="table">
        <caption class={`utrecht-table__caption${captionHidden ? ' visually-hidden' : ''}`}>{caption}</caption>
        <thead class="utrecht-table__header" role="rowgroup">
          <tr class="utrecht-table__row" role="row">
            {columns.map(({ key, header, numeric }) => (
              <th
                key={key}
                class={`utrecht-table__header-cell${numeric ? ' data-table__cell--numeric' : ''}`}
                scope="col"
                role="columnheader"
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="utrecht-table__body" role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} class="utrecht-table__row" role="row">
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
