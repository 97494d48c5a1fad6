import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import type { TimelineEntry } from '../record/index.js';
import { Alert, Breadcrumbs, Button, Columns, Form, Layout, LinkButton, PageHeading, Panel, PATHS, StatusBadge, translator, type Crumb, type FormState, type Notice, type Translator } from '../web/index.js';
import type { AssessedLocation } from './assess-location.js';
import { AvailabilityPanel, CapacityPanel, ContactsPanel, FactsPanel, HistoryPanel, InspectionsPanel, ReadinessPanel } from './location-details.js';

export type LocationPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly assessed: AssessedLocation;
  /** True for the municipality that offers it: only then there is anything to change. */
  readonly own: boolean;
  /** Null for who may not read the record. */
  readonly history: readonly TimelineEntry[] | null;
  /** The form for a period of unavailability as it was sent, when it was refused. */
  readonly state: FormState | undefined;
};

export const locationPath = (id: string): string => `${PATHS.locations}/${id}`;

export const crumbs = (t: Translator): Crumb[] => [{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.locations, label: t('navigation.locations') }];

/** One location: how it stands and why, what is known of it, and what its municipality can do. */
export function LocationPage({ frame, notices, assessed, own, history, state }: LocationPageProps): VNode {
  const t = translator(frame.language);
  const { location, readiness } = assessed;
  const path = locationPath(location.id);
  const mayChange = own && location.withdrawnAt === null;
  return (
    <Layout {...frame} title={location.name} notices={notices}>
      <Breadcrumbs items={crumbs(t)} current={location.name} />
      <PageHeading
        kicker={t('location.kicker')}
        title={location.name}
        lead={location.municipalityName}
        status={location.withdrawnAt === null && <StatusBadge of="readiness" state={readiness.status} />}
        actions={mayChange && <><LinkButton href={`${path}/schouw`}>{t('location.inspect')}</LinkButton><LinkButton kind="secondary" href={`${path}/wijzigen`}>{t('location.change')}</LinkButton></>}
      />
      {location.withdrawnAt !== null && <Alert kind="warning"><p>{t('location.withdrawn')}</p></Alert>}
      <Columns
        main={<><ReadinessPanel assessed={assessed} /><CapacityPanel assessed={assessed} /><InspectionsPanel assessed={assessed} /></>}
        side={<>
          <FactsPanel assessed={assessed} />
          <ContactsPanel assessed={assessed} />
          <AvailabilityPanel assessed={assessed} own={mayChange} state={state} />
          {history && <HistoryPanel entries={history} />}
          {mayChange && (
            <Panel id="intrekken" title={t('location.withdraw')}>
              <p>{t('location.withdraw.explanation')}</p>
              <Form action={`${path}/intrekken`} hidden={{ version: String(location.version) }} label={t('location.withdraw')}><Button kind="danger">{t('location.withdraw')}</Button></Form>
            </Panel>
          )}
        </>}
      />
    </Layout>
  );
}
