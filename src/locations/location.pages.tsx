import type { VNode } from 'preact';
import type { LocalDay } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import type { TimelineEntry } from '../record/index.js';
import { Alert, Breadcrumbs, Button, Columns, Form, Layout, LinkButton, PageHeading, Panel, PATHS, StatusBadge, translator, type Crumb, type FormState, type Notice, type Translator } from '../web/index.js';
import type { AssessedLocation } from './assess-location.js';
import type { ConfirmPreview } from './confirm-unchanged.js';
import { ConfirmPanel } from './confirm-parts.js';
import { DefectsPanel } from './defects/defect-parts.js';
import type { Defect } from './defects/defects.js';
import { DocumentsPanel } from './documents/documents-panel.js';
import type { DocumentOnFile } from './documents/location-documents.js';
import { ContactsPanel } from './location-contacts.js';
import { AvailabilityPanel, CapacityPanel, HistoryPanel, InspectionsPanel, ReadinessPanel } from './location-details.js';
import { BuildingPanel, FactsPanel } from './location-facts.js';

export type LocationPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly assessed: AssessedLocation;
  /** True for the municipality that offers it: only then there is anything to change. */
  readonly own: boolean;
  /** Those that the reader may see. */
  readonly defects: readonly Defect[];
  readonly mayOpenDefect: boolean;
  /** True for who may say that its contacts were telephoned. */
  readonly reports: boolean;
  /** Null for who may not see them. */
  readonly documents: readonly DocumentOnFile[] | null;
  readonly today: LocalDay;
  /** Makes the form for a document count once. */
  readonly documentKey: string;
  /** Null for who may not read the record. */
  readonly history: readonly TimelineEntry[] | null;
  /** What "confirm unchanged" would do; null for who may not say so. */
  readonly confirmation: ConfirmPreview | null;
  /** The form for a period of unavailability as it was sent, when it was refused. */
  readonly state: FormState | undefined;
};

export const locationPath = (id: string): string => `${PATHS.locations}/${id}`;

export const crumbs = (t: Translator): Crumb[] => [{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.locations, label: t('navigation.locations') }];

/** One location: how it stands and why, what is known of it, and what its municipality can do. */
export function LocationPage({
  frame, notices, assessed, own, reports, confirmation, defects, mayOpenDefect, documents, today, documentKey, history, state,
}: LocationPageProps): VNode {
  const t = translator(frame.language);
  const { location, readiness } = assessed;
  const path = locationPath(location.id);
  const mayChange = own && location.withdrawnAt === null;
  const mayReport = reports && location.withdrawnAt === null;
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
        main={<>
          <ReadinessPanel assessed={assessed} />
          <CapacityPanel assessed={assessed} />
          <DefectsPanel locationId={location.id} defects={defects} today={today} mayOpen={mayOpenDefect} />
          <InspectionsPanel assessed={assessed} />
          <BuildingPanel assessed={assessed} />
          <DocumentsPanel locationId={location.id} documents={documents} today={today} idempotencyKey={mayChange ? documentKey : null} />
        </>}
        side={<>
          {confirmation && <ConfirmPanel preview={confirmation} />}
          <FactsPanel assessed={assessed} />
          <ContactsPanel assessed={assessed} mayReport={mayReport} />
          <AvailabilityPanel assessed={assessed} own={mayChange} state={state} />
          {history && <HistoryPanel locationId={location.id} entries={history} />}
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
