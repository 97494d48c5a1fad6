import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import { Badge, Breadcrumbs, DataTable, DescriptionList, Disclosure, formatInstant, Layout, LinkButton, PageHeading, Panel, PATHS, StatusBadge, translator, useTranslator } from '../web/index.js';
import { PlanChart } from './after-action-chart.js';
import type { NamedReport } from './after-action-reader.js';
import { type Cell, type Section, sectionsOf, titleOf, Words, type WordTable } from './after-action-words.pages.js';

function CellText({ cell }: { readonly cell: Cell }): VNode {
  if (typeof cell !== 'string') return <Badge tone={cell.tone} icon={cell.icon}>{cell.text}</Badge>;
  const lines = cell.split('\n');
  return lines.length === 1 ? <>{cell}</> : <ul class="plain-list">{lines.map((line) => <li key={line}>{line}</li>)}</ul>;
}

/** `alone`: the only table under a heading that says what it is. */
const ReportTable = ({ table: { caption, headers, rows }, alone }: { readonly table: WordTable; readonly alone: boolean }): VNode => (
  <DataTable
    caption={caption}
    captionHidden={alone}
    columns={headers.map((header, at) => ({ key: String(at), header, rowHeader: at === 0, cell: ({ cells }: { readonly cells: readonly Cell[] }) => <CellText cell={cells[at]!} /> }))}
    rows={rows.map((cells, at) => ({ cells, at }))}
    rowKey={({ at }) => String(at)}
  />
);

const FoldedTable = ({ id, table }: { readonly id: string; readonly table: WordTable }): VNode => (
  <Disclosure id={id} title={table.caption}><ReportTable table={table} alone /></Disclosure>
);

function Part({ section: { id, title, status, paragraphs, facts, chart, folded, tables }, words }: { readonly section: Section; readonly words: Words }): VNode {
  return (
    <Panel id={id} title={title} aside={status && <Badge tone={status.tone} icon={status.icon}>{status.text}</Badge>}>
      {paragraphs.map((text) => <p key={text}>{text}</p>)}
      {facts && <DescriptionList items={facts.map(([term, value]) => ({ term, value }))} />}
      {chart && <PlanChart deployment={chart} words={words} />}
      {tables.map((table, at) => (folded
        ? <FoldedTable key={table.caption} id={`${id}-table-${at + 1}`} table={table} />
        : <ReportTable key={table.caption} table={table} alone={tables.length === 1} />))}
    </Panel>
  );
}

function Foot({ report }: { readonly report: NamedReport }): VNode {
  const t = useTranslator();
  return <p class="sheet__foot">{t('after.made', { at: formatInstant(report.madeAt, t.language) })} <span class="screen-only">{t('after.print')}</span></p>;
}

/** How an activation that is over went: what was planned, what happened, what was late and whose. `ownPart`: the reader is a municipality. */
export function AfterActionPage({ frame, report, ownPart }: { readonly frame: FrameProps; readonly report: NamedReport; readonly ownPart: boolean }): VNode {
  const t = translator(frame.language);
  const { id, exercise, status } = report.activation;
  const heading = titleOf(report, t);
  const path = `${PATHS.activations}/${id}`;
  const words = new Words(report, t);
  return (
    <Layout {...frame} title={`${t('after.title')}, ${heading}`} exercise={exercise}>
      <div class="report flow-wide">
        <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.activations, label: t('navigation.activations') }, { href: path, label: heading }]} current={t('after.title')} />
        <PageHeading kicker={heading} title={t('after.title')} status={<StatusBadge of="activation" state={status} />} lead={ownPart ? `${t('after.lead')} ${t('after.own-part')}` : t('after.lead')}
          actions={<LinkButton href={`${path}/evaluatie.pdf`} kind="secondary">{t('after.pdf')}</LinkButton>} />
        {sectionsOf(words).map((section) => <Part key={section.id} section={section} words={words} />)}
        <Foot report={report} />
      </div>
    </Layout>
  );
}
