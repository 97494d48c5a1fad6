import type { VNode } from 'preact';
import type { Instant } from '../../kernel/index.js';
import type { FrameProps } from '../../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, Columns, DateInput, Disclosure, EmptyState, Form, formatDateTimeInput, formatInstant, Layout, LinkButton, PageHeading, Pagination, Panel, StatusBadge, Timeline, translator, useTranslator,
  type FormState, type Translator,
} from '../../web/index.js';
import { ContactsPanel } from '../location-contacts.js';
import { AvailabilityPanel, CapacityPanel, InspectionsPanel, ReadinessPanel } from '../location-details.js';
import { BuildingPanel, FactsPanel } from '../location-facts.js';
import { crumbs, locationPath } from '../location.pages.js';
import type { ChangedField } from './changed-fields.js';
import { actorText, entryDetails } from './history-words.pages.js';
import type { HistoryLine, LocationHistory, LocationThen } from './location-history.js';

export const historyPath = (id: string): string => `${locationPath(id)}/geschiedenis`;
export const thenPath = (id: string): string => `${locationPath(id)}/op`;

/** So many changed facts stand in sight; a registration has dozens. */
const IN_SIGHT = 6;

function Changes({ id, changes, registration }: { readonly id: string; readonly changes: readonly ChangedField[]; readonly registration: boolean }): VNode | null {
  const t = useTranslator();
  const nothing = t('history.nothing');
  const list = (some: readonly ChangedField[]): VNode => <ul class="changes">{some.map(({ label, from, to }) => <li key={label}>{registration ? t('history.filled-in', { label, to: to ?? nothing }) : t('history.change', { label, from: from ?? nothing, to: to ?? nothing })}</li>)}</ul>;
  if (changes.length === 0) return null;
  const rest = changes.slice(IN_SIGHT);
  return (
    <>
      {list(changes.slice(0, IN_SIGHT))}
      {rest.length > 0 && <Disclosure id={`meer-${id}`} title={t.count('history.more-fields', rest.length)} small>{list(rest)}</Disclosure>}
    </>
  );
}

function What({ line: { entry, changes }, locationId }: { readonly line: HistoryLine; readonly locationId: string }): VNode {
  const t = useTranslator();
  const details = entryDetails(entry, t);
  return (
    <>
      <strong>{t.has(`location.history.${entry.action}`) ? t.text(`location.history.${entry.action}`) : entry.action}</strong>
      {details.length > 0 && <ul class="changes">{details.map((detail) => <li key={detail}>{detail}</li>)}</ul>}
      <Changes id={entry.id} changes={changes} registration={entry.action === 'location.registered'} />
      <p><a class="changes__then" href={`${thenPath(locationId)}?moment=${encodeURIComponent(entry.at.toISOString())}`}>{t('history.then')}<span class="visually-hidden"> ({formatInstant(entry.at, t.language)})</span></a></p>
    </>
  );
}

function MomentForm({ id, at, state }: { readonly id: string; readonly at: Instant; readonly state: FormState | undefined }): VNode {
  const t = useTranslator();
  return (
    <Panel id="moment" title={t('history.as-it-was')} narrow>
      <Form action={thenPath(id)} method="get" state={state} nameOf={() => t('history.moment')}>
        <DateInput name="moment" label={t('history.moment')} hint={t('history.moment.hint')} value={formatDateTimeInput(at)} withTime />
        <Button kind="secondary">{t('history.show')}</Button>
      </Form>
    </Panel>
  );
}

type HistoryPageProps = { readonly frame: FrameProps; readonly history: LocationHistory; readonly now: Instant; readonly state: FormState | undefined };

/** Everything on the record about a location, in words. */
export function HistoryPage({ frame, history, now, state }: HistoryPageProps): VNode {
  const t = translator(frame.language);
  const { location, lines, total, page, pageSize } = history;
  const title = t('history.title');
  return (
    <Layout {...frame} title={`${title}, ${location.name}`}>
      <Breadcrumbs items={[...crumbs(t), { href: locationPath(location.id), label: location.name }]} current={title} />
      <PageHeading kicker={location.name} title={title} lead={t('history.lead')} />
      <Columns
        main={<Panel id="geschiedenis" title={title}>
          {lines.length === 0 ? <EmptyState text={t('history.none')} /> : (
            <Timeline label={title} format="full" entries={lines.map((line) => ({ id: line.entry.id, at: line.entry.at, text: <What line={line} locationId={location.id} />, actor: actorText(line.entry, line.organisation, t) }))} />
          )}
          <Pagination page={page} pageSize={pageSize} total={total} shown={lines.length} hrefFor={(number) => `${historyPath(location.id)}?page=${number}`} />
        </Panel>}
        side={<MomentForm id={location.id} at={now} state={state} />}
      />
    </Layout>
  );
}

function Banner({ past, t }: { readonly past: LocationThen; readonly t: Translator }): VNode {
  return (
    <Alert kind="warning" title={t('history.banner', { at: formatInstant(past.at, t.language) })}>
      <p>{t('history.banner.what')}</p>
      {past.location.withdrawnAt !== null && <p>{t('history.withdrawn-then')}</p>}
      {past.purged.length > 0 && <p>{t('history.purged')}</p>}
    </Alert>
  );
}

/** A location as it was. Nothing on the page changes anything. */
export function LocationThenPage({ frame, past }: { readonly frame: FrameProps; readonly past: LocationThen }): VNode {
  const t = translator(frame.language);
  const { location, readiness } = past;
  return (
    <Layout {...frame} title={`${location.name}, ${formatInstant(past.at, t.language)}`}>
      <Breadcrumbs items={[...crumbs(t), { href: locationPath(location.id), label: location.name }, { href: historyPath(location.id), label: t('history.title') }]} current={formatInstant(past.at, t.language)} />
      <PageHeading kicker={t('location.kicker')} title={location.name} lead={location.municipalityName} status={location.withdrawnAt === null && <StatusBadge of="readiness" state={readiness.status} />}
        actions={<LinkButton kind="secondary" href={locationPath(location.id)}>{t('history.banner.now')}</LinkButton>} />
      <Banner past={past} t={t} />
      <Columns
        main={<><ReadinessPanel assessed={past} /><CapacityPanel assessed={past} /><InspectionsPanel assessed={past} /><BuildingPanel assessed={past} /></>}
        side={<><MomentForm id={location.id} at={past.at} state={undefined} /><FactsPanel assessed={past} /><ContactsPanel assessed={past} mayReport={false} /><AvailabilityPanel assessed={past} own={false} state={undefined} /></>}
      />
    </Layout>
  );
}
