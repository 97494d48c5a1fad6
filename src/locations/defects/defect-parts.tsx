import type { VNode } from 'preact';
import type { LocalDay } from '../../kernel/index.js';
import { DataTable, DayText, Disclosure, EmptyState, LinkButton, Panel, PATHS, StatusBadge, useTranslator, type Column, type Translator } from '../../web/index.js';
import { CRITERION_LABELS } from '../domain/index.js';
import type { Defect } from './defects.js';

export const defectPath = ({ locationId, id }: Pick<Defect, 'locationId' | 'id'>): string => `${PATHS.locations}/${locationId}/gebreken/${id}`;
export const DEFECTS_PATH = `${PATHS.locations}/gebreken`;

export function DefectBadge({ defect, today }: { readonly defect: Pick<Defect, 'state' | 'dueOn'>; readonly today: LocalDay }): VNode {
  return <StatusBadge of="defect" state={defect.state === 'open' && defect.dueOn < today ? 'overdue' : defect.state} />;
}

const columns = (today: LocalDay, withLocation: boolean, t: Translator): Column<Defect>[] => [
  {
    key: 'what', header: t('defect.column.what'), rowHeader: true,
    cell: (defect) => <><a href={defectPath(defect)}>{t.of(CRITERION_LABELS[defect.criterion])}</a><p class="defect-text">{defect.description}</p></>,
  },
  ...(withLocation ? [{ key: 'location', header: t('defect.column.location'), cell: ({ locationId, locationName }: Defect) => <a href={`${PATHS.locations}/${locationId}`}>{locationName}</a> }] : []),
  { key: 'owner', header: t('defect.column.owner'), cell: ({ owner }) => owner.name },
  { key: 'due', header: t('defect.column.due'), cell: (defect) => <><DayText day={defect.dueOn} format="short" /> <DefectBadge defect={defect} today={today} /></> },
];

type DefectTableProps = { readonly caption: string; readonly defects: readonly Defect[]; readonly today: LocalDay; readonly withLocation?: boolean; readonly empty: string };

export function DefectTable({ caption, defects, today, withLocation = false, empty }: DefectTableProps): VNode {
  const t = useTranslator();
  return <DataTable<Defect> caption={caption} captionHidden rows={defects} rowKey={({ id }) => id} columns={columns(today, withLocation, t)} empty={empty} />;
}

export type DefectsPanelProps = { readonly locationId: string; readonly defects: readonly Defect[]; readonly today: LocalDay; readonly mayOpen: boolean };

/** The defects of a location that the reader may see: what is open, and folded away what was. */
export function DefectsPanel({ locationId, defects, today, mayOpen }: DefectsPanelProps): VNode {
  const t = useTranslator();
  const open = defects.filter(({ state }) => state === 'open');
  const closed = defects.filter(({ state }) => state !== 'open');
  return (
    <Panel id="gebreken" title={t('defects.title')}>
      {open.length === 0 ? <EmptyState text={t('defects.none')} /> : <DefectTable caption={t('defects.title')} defects={open} today={today} empty={t('defects.none')} />}
      {closed.length > 0 && (
        <Disclosure id="afgehandeld" title={t.count('defects.closed', closed.length)} small>
          <DefectTable caption={t.count('defects.closed', closed.length)} defects={closed} today={today} empty={t('defects.none')} />
        </Disclosure>
      )}
      {mayOpen && <LinkButton kind="secondary" href={`${PATHS.locations}/${locationId}/gebreken/nieuw`}>{t('defects.add')}</LinkButton>}
    </Panel>
  );
}
