import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import type { Page } from '../platform/http/index.js';
import { DataTable, EmptyState, formatNumber, Layout, LinkButton, PageHeading, Pagination, PATHS, StatusBadge, translator, useLanguage, useTranslator } from '../web/index.js';
import type { AssessedLocation } from './assess-location.js';
import type { Reason, VerifiedCapacity } from './domain/index.js';

const WEIGHT: Readonly<Record<Reason['severity'], number>> = { blocking: 0, expiring: 1, advice: 2 };

/** What keeps it from counting first, then what soon will. */
export const byWeight = (reasons: readonly Reason[]): Reason[] => [...reasons].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);

/** The status with the reason that matters most. */
function ReadinessCell({ readiness }: Pick<AssessedLocation, 'readiness'>): VNode {
  const t = useTranslator();
  const [first, ...others] = byWeight(readiness.reasons);
  return (
    <>
      <StatusBadge of="readiness" state={readiness.status} />
      {first && <p>{t.of(first.label)}: {t.of(first.text)}{others.length > 0 && ` (${t.count('locations.reasons.more', others.length)})`}</p>}
    </>
  );
}

/** "84 van 100: toiletten, 1 per 20". */
export function PlacesText({ capacity }: { readonly capacity: VerifiedCapacity }): VNode {
  const t = useTranslator();
  const language = useLanguage();
  const places = formatNumber(capacity.places, language);
  const claimed = formatNumber(capacity.claimed, language);
  if (capacity.places === capacity.claimed) return <>{t('locations.places', { places, claimed })}</>;
  return <>{t('locations.places.limited', { places, claimed, factor: t.of(capacity.limiting.label), figure: t.of(capacity.limiting.figure) })}</>;
}

export type LocationsPageProps = { readonly frame: FrameProps; readonly page: Page<AssessedLocation>; readonly mayRegister: boolean };

/** The registry: what is offered, what of it counts, and why the rest does not. */
export function LocationsPage({ frame, page, mayRegister }: LocationsPageProps): VNode {
  const t = translator(frame.language);
  const register = mayRegister ? <LinkButton href={`${PATHS.locations}/nieuw`}>{t('locations.register')}</LinkButton> : undefined;
  return (
    <Layout {...frame} title={t('locations.title')}>
      <PageHeading title={t('locations.title')} lead={t('locations.lead')} actions={register} />
      {page.total === 0 ? <EmptyState text={t('locations.none')} action={register} /> : (
        <DataTable<AssessedLocation>
          caption={t('locations.title')}
          captionHidden
          rows={page.items}
          rowKey={({ location }) => location.id}
          columns={[
            { key: 'name', header: t('locations.column.name'), rowHeader: true, cell: ({ location }) => <a href={`${PATHS.locations}/${location.id}`}>{location.name}</a> },
            { key: 'municipality', header: t('word.municipality'), cell: ({ location }) => location.municipalityName },
            { key: 'readiness', header: t('locations.column.readiness'), cell: (row) => <ReadinessCell readiness={row.readiness} /> },
            { key: 'places', header: t('locations.column.places'), cell: ({ capacity }) => <PlacesText capacity={capacity} /> },
            { key: 'lead-time', header: t('locations.column.lead-time'), cell: ({ location }) => <LeadTime hours={location.facts.measuredLeadTimeHours ?? location.facts.leadTimeHours} /> },
          ]}
        />
      )}
      <Pagination {...page} hrefFor={(number) => `${PATHS.locations}?page=${number}`} />
    </Layout>
  );
}

export function LeadTime({ hours }: { readonly hours: number | null }): VNode {
  const t = useTranslator();
  return <>{hours === null ? t('word.unknown') : t.count('word.hours', hours)}</>;
}
