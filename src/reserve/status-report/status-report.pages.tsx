import type { VNode } from 'preact';
import { STATUS_REPORT_POLICY } from '../../../config/reserve.js';
import type { FrameProps } from '../../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, DataTable, DateInput, Disclosure, FigureCard, Figures, Form, formatDay, formatDayShort, formatInstant, formatNumber, formatPeriod, Layout, LinkButton, PageHeading, Panel, PATHS,
  StatusBadge, translator, useTranslator, type Column, type FormState, type Translator,
} from '../../web/index.js';
import type { ReportChange, SpreadFigures } from '../domain/index.js';
import { requestPath, statusReportPath } from '../reserve-paths.pages.js';
import { ShareBadge } from '../spread.pages.js';
import { changeText } from './change-words.pages.js';
import type { StatusReport } from './status-report-reader.js';

type PageProps = { readonly frame: FrameProps; readonly report: StatusReport; readonly state: FormState | undefined };
type ReportProps = { readonly report: StatusReport };

/** "+20", "−5"; nothing where nothing changed. The sign is a minus, not a hyphen. */
export function signed(value: number, t: Translator): string {
  if (value === 0) return '';
  return (value > 0 ? '+' : '−') + formatNumber(Math.abs(value), t.language);
}

type Row = { readonly key: string; readonly name: string; readonly answer: VNode | string; readonly figures: SpreadFigures; readonly difference: SpreadFigures | null };

function rowsOf({ lines, totals, difference }: StatusReport, t: Translator): Row[] {
  const rows = lines.map(({ municipality, answer, figures, difference: by }): Row =>
    ({ key: municipality.id, name: municipality.name, answer: answer ? <ShareBadge share={{ answer }} /> : t('reserve.spread.unasked'), figures, difference: by }));
  return rows.length < 2 ? rows : [...rows, { key: 'total', name: t('report.total'), answer: '', figures: totals, difference }];
}

const FIGURE_COLUMNS = ['asked', 'promised', 'verified', 'expiring', 'refused'] as const satisfies readonly (keyof SpreadFigures)[];

const columns = (t: Translator): Column<Row>[] => [
  { key: 'municipality', header: t('word.municipality'), rowHeader: true, cell: ({ name }) => name },
  { key: 'answer', header: t('reserve.answer'), cell: ({ answer }) => answer },
  ...FIGURE_COLUMNS.map((key): Column<Row> => ({
    key, header: t(`reserve.spread.${key}`), numeric: true,
    cell: ({ figures, difference }) => {
      const by = difference ? signed(difference[key], t) : '';
      return <>{formatNumber(figures[key], t.language)}{by && ` (${by})`}</>;
    },
  })),
];

function Totals({ report: { request, totals, short } }: ReportProps): VNode {
  const t = useTranslator();
  const tone = (value: number): 'positive' | 'warning' => (value >= request.places ? 'positive' : 'warning');
  return (
    <Figures>
      <FigureCard label={t('report.requested')} value={request.places} note={formatPeriod(request.periodFrom, request.periodTo, t.language)} />
      <FigureCard label={t('reserve.spread.promised')} value={totals.promised} tone={tone(totals.promised)} />
      <FigureCard label={t('reserve.spread.verified')} value={totals.verified} tone={tone(totals.verified)} note={totals.expiring > 0 && t('overview.expiring', { n: formatNumber(totals.expiring, t.language) })} />
      <FigureCard label={t('report.short')} value={short} tone={short > 0 ? 'warning' : 'neutral'} />
    </Figures>
  );
}

/** The largest first over all municipalities would scatter them: each municipality's stand together, in the order of the table. */
function Changes({ report: { lines, since } }: ReportProps): VNode {
  const t = useTranslator();
  if (since === null) return <p>{t('report.changes.no-earlier')}</p>;
  const all = lines.flatMap(({ municipality, changes }) => changes.map((change) => ({ municipality, change })));
  if (all.length === 0) return <p>{t('report.changes.none')}</p>;
  const told = all.slice(0, STATUS_REPORT_POLICY.changesTold.value);
  const ofMunicipality = new Map<string, { readonly name: string; readonly changes: ReportChange[] }>();
  for (const { municipality: { id, name }, change } of told) ofMunicipality.set(id, { name, changes: [...(ofMunicipality.get(id)?.changes ?? []), change] });
  return (
    <>
      <ul class="plain-list">
        {[...ofMunicipality].map(([id, { name, changes }]) => (
          <li key={id}><strong>{name}</strong><ul>{changes.map((change) => <li key={changeText(change, t)}>{changeText(change, t)}</li>)}</ul></li>
        ))}
      </ul>
      {all.length > told.length && <p>{t.count('report.changes.more', all.length - told.length)}</p>}
    </>
  );
}

function DatesForm({ report: { request, date, since }, state }: Omit<PageProps, 'frame'>): VNode {
  const t = useTranslator();
  return (
    <div class="screen-only">
      <Disclosure id="andere-datum" title={t('report.choose')} open={(state?.errors.length ?? 0) > 0} small>
        <Form action={statusReportPath(request.id)} method="get" state={state} nameOf={(path) => ({ date: t('report.date'), since: t('report.since') })[path]}>
          <div class="field-grid">
            <DateInput name="date" label={t('report.date')} value={date} />
            <DateInput name="since" label={t('report.since')} hint={t('report.since.hint')} value={since} optional />
          </div>
          <Button>{t('report.show')}</Button>
        </Form>
      </Disclosure>
    </div>
  );
}

/** One A4 for the regietafel: what each municipality was asked, promised, has and refused, and what changed. Without addresses. */
export function StatusReportPage({ frame, report, state }: PageProps): VNode {
  const t = translator(frame.language);
  const { request, date, since, expected, madeAt } = report;
  const heading = t('reserve.heading', { province: request.provinceName });
  const csv = `${statusReportPath(request.id)}/csv?${new URLSearchParams({ date, ...(since && { since }) }).toString()}`;
  return (
    <Layout {...frame} title={`${t('report.title')}, ${heading}`}>
      <div class="sheet flow-wide">
        <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.reserveRequests, label: t('reserve.title') }, { href: requestPath(request.id), label: heading }]} current={t('report.title')} />
        <PageHeading kicker={heading} title={t('report.title')} lead={t('report.reference', { day: formatDay(date, t.language) })} status={<StatusBadge of="answer" state={request.answer} />}
          actions={<LinkButton href={csv} kind="secondary">{t('report.csv')}</LinkButton>} />
        <DatesForm report={report} state={state} />
        {expected && <Alert kind="info" title={t('report.expected')} />}
        {request.answer !== 'accepted' && <Alert kind="info" title={t('report.not-accepted')} />}
        <Totals report={report} />
        <Panel id="municipalities" title={t('report.municipalities')}>
          <p>{since === null ? t('report.figures.alone') : t('report.figures', { day: formatDayShort(since, t.language) })}</p>
          <DataTable caption={t('report.municipalities')} captionHidden columns={columns(t)} rows={rowsOf(report, t)} rowKey={({ key }) => key} empty={t('report.none')} />
        </Panel>
        <Panel id="changes" title={since === null ? t('report.changes.title') : t('report.changes', { day: formatDayShort(since, t.language) })}>
          <Changes report={report} />
        </Panel>
        <p class="sheet__foot">{t('report.made', { at: formatInstant(madeAt, t.language) })} <span class="screen-only">{t('report.print')}</span></p>
      </div>
    </Layout>
  );
}
