import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import { Breadcrumbs, DataTable, formatNumber, formatPeriod, Layout, LinkButton, PageHeading, PATHS, StatusBadge, translator, type Column, type Notice, type Translator } from '../web/index.js';
import type { CoverageNow } from './ready-places.js';
import { provincesPath, requestPath } from './reserve-paths.pages.js';
import type { ReserveRequestView } from './reserve-requests.js';

/** `now` is null for what is not counted: a request that the province has not accepted. */
export type RequestLine = { readonly request: ReserveRequestView; readonly now: CoverageNow | null };

type ListProps = { readonly frame: FrameProps; readonly lines: readonly RequestLine[]; readonly mayCreate: boolean; readonly notices?: readonly Notice[] };


const readyText = (now: CoverageNow, t: Translator): string =>
  now.expiring > 0
    ? t('reserve.usable.expiring', { n: formatNumber(now.usable, t.language), expiring: formatNumber(now.expiring, t.language) })
    : formatNumber(now.usable, t.language);

const columns = (t: Translator): Column<RequestLine>[] => [
  { key: 'province', header: t('word.province'), rowHeader: true, cell: ({ request }) => <a href={requestPath(request.id)}>{request.provinceName}</a> },
  { key: 'places', header: t('reserve.asked'), numeric: true, cell: ({ request }) => formatNumber(request.places, t.language) },
  { key: 'period', header: t('word.period'), cell: ({ request }) => formatPeriod(request.periodFrom, request.periodTo, t.language) },
  { key: 'answer', header: t('reserve.answer'), cell: ({ request }) => <StatusBadge of="answer" state={request.answer} /> },
  { key: 'usable', header: t('reserve.usable'), numeric: true, cell: ({ now }) => (now ? readyText(now, t) : t('reserve.not-counted')) },
  { key: 'short', header: t('reserve.short'), numeric: true, cell: ({ now }) => (now ? formatNumber(now.short, t.language) : '–') },
];

/** Every request that concerns the reader. */
export function ReserveRequestsPage({ frame, lines, mayCreate, notices = [] }: ListProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('reserve.title')} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }]} current={t('reserve.title')} />
      <PageHeading title={t('reserve.title')} lead={t('reserve.lead')}
        actions={<>
          {mayCreate && <LinkButton href={`${PATHS.reserveRequests}/nieuw`}>{t('reserve.new')}</LinkButton>}
          {lines.length > 1 && <LinkButton href={provincesPath} kind="secondary">{t('provinces.open')}</LinkButton>}
        </>} />
      <DataTable caption={t('reserve.title')} captionHidden columns={columns(t)} rows={lines} rowKey={({ request }) => request.id} empty={t('reserve.none')} />
    </Layout>
  );
}
