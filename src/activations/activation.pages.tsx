import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import { Breadcrumbs, Columns, Countdown, DataTable, EmptyState, InstantText, Layout, LinkButton, LiveBoard, LiveRegion, PageHeading, PATHS, StatusBadge, translator, type Notice } from '../web/index.js';
import { REGIONS } from './activation-regions.js';
import type { ActivationSummary } from './activation-view.js';
import { OwnSteps, partyAt, type StepsProps } from './own-steps.js';
import type { TriggerRequest } from './trigger-request.entity.js';
import { OpenOrders, ORDERS_PATH } from './trigger-request.pages.js';

const path = (id: string): string => `${PATHS.activations}/${id}`;

/** `region('clock')` is a part that snapshots replace. */
function Region({ id, view }: { id: string } & Pick<StepsProps, 'view'>): VNode {
  const Content = REGIONS[id]!;
  return <LiveRegion id={id}><Content view={view} /></LiveRegion>;
}

/** One activation: the clock, who answered, what was sent, and the reader's own steps. */
export function ActivationPage({ frame, notices, ...steps }: StepsProps & { readonly frame: FrameProps; readonly notices: readonly Notice[] }): VNode {
  const t = translator(frame.language);
  const { view } = steps;
  const { id, places, exercise, status, reason } = view.activation;
  // Who has to act finds that first; who decides wants to see how things stand first.
  const acts = partyAt(steps) !== undefined;
  const title = t(exercise ? 'activation.title.exercise' : 'activation.title', { places });
  const report = status === 'running' ? undefined : <LinkButton href={`${path(id)}/evaluatie`} kind="secondary">{t('after.open')}</LinkButton>;
  return (
    <Layout {...frame} title={title} exercise={exercise} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.activations, label: t('navigation.activations') }]} current={title} />
      <PageHeading kicker={t('activation.kicker')} title={title} status={<StatusBadge of="activation" state={status} />} lead={t('activation.reason', { reason })} actions={report} />
      <LiveBoard src={`${path(id)}/stream`} serverNow={view.serverNow} currentPath={path(id)}>
        <Region id="waiting" view={view} />
        <Region id="behalf" view={view} />
        <Region id="clock" view={view} />
        <Region id="calls" view={view} />
        <Columns
          main={<>{acts && <OwnSteps {...steps} />}<Region id="answers" view={view} /><Region id="deployments" view={view} /></>}
          side={<>{!acts && <OwnSteps {...steps} />}<Region id="press" view={view} /><Region id="timeline" view={view} /></>}
        />
        <Region id="deliveries" view={view} />
      </LiveBoard>
    </Layout>
  );
}

/** All activations the reader may see, running ones first with their clock. */
export function ActivationsPage({ frame, activations, serverNow, mayTrigger, orders }: {
  readonly frame: FrameProps; readonly activations: readonly ActivationSummary[]; readonly serverNow: Date; readonly mayTrigger: boolean;
  /** Orders by telephone that are not confirmed yet; undefined for who does not work on them. */
  readonly orders: readonly TriggerRequest[] | undefined;
}): VNode {
  const t = translator(frame.language);
  const trigger = (
    <>
      {orders && <LinkButton href={ORDERS_PATH} kind="secondary">{t('on-behalf.start')}</LinkButton>}
      {mayTrigger && <LinkButton href={`${PATHS.activations}/nieuw`}>{t('activations.trigger')}</LinkButton>}
    </>
  );
  return (
    <Layout {...frame} title={t('activations.title')}>
      <PageHeading title={t('activations.title')} lead={t('activations.lead')} actions={(orders ?? mayTrigger) && trigger} />
      {orders && <OpenOrders orders={orders} />}
      {activations.length === 0 ? <EmptyState text={t('activations.none')} /> : (
        <DataTable<ActivationSummary>
          caption={t('activations.title')}
          captionHidden
          rows={activations}
          rowKey={(row) => row.id}
          columns={[
            { key: 'triggered', header: t('activations.column.triggered'), rowHeader: true, cell: (row) => <a href={path(row.id)}><InstantText at={row.triggeredAt} format="short" /></a> },
            { key: 'kind', header: t('activations.column.kind'), cell: (row) => t(row.exercise ? 'activations.exercise' : 'activations.real') },
            { key: 'places', header: t('activations.column.places'), cell: (row) => `${row.openPlaces} ${t('word.of')} ${row.places}` },
            { key: 'deadline', header: t('activations.column.deadline'), cell: (row) => row.status === 'running' && !row.outcome
              ? <Countdown deadlineAt={row.deadlineAt} serverNow={serverNow} size="compact" /> : <InstantText at={row.deadlineAt} format="short" /> },
            { key: 'status', header: t('word.status'), cell: (row) => <StatusBadge of="activation" state={row.status} /> },
            { key: 'outcome', header: t('activations.column.outcome'), cell: (row) => <StatusBadge of="outcome" state={row.outcome ?? 'undecided'} /> },
          ]}
        />
      )}
    </Layout>
  );
}
