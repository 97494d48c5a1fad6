import type { VNode } from 'preact';
import { dayOf, type Instant } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import {
  DataTable, DayText, EmptyState, formatDay, formatNumber, Layout, LinkButton, PageHeading, Pagination, PATHS, StatusBadge, translator, useLanguage, useTranslator, type FormState, type Notice,
} from '../web/index.js';
import { ExportLinks } from './export/export-links.js';
import type { Loosened, LocationsPage as FoundPage } from './assessed-locations.js';
import { countsAsReady, CRITERION_LABELS, type Reason } from './domain/index.js';
import { FilterChips, FilterForm, type Filters, filterText } from './list-filter.pages.js';
import { filtersOf, listAddress, without } from './list-query.js';
import type { ListedLocation } from './listed-location.js';
import { DraftsPanel, type DraftsPanelProps } from './location-drafts.pages.js';

const WEIGHT: Readonly<Record<Reason['severity'], number>> = { blocking: 0, expiring: 1, advice: 2 };

/** What keeps it from counting first, then what soon will. */
export const byWeight = (reasons: readonly Reason[]): Reason[] => [...reasons].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);

/** The status with the reason that matters most. */
function ReadinessCell({ readiness }: Pick<ListedLocation, 'readiness'>): VNode {
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
export function PlacesText({ capacity }: Pick<ListedLocation, 'capacity'>): VNode {
  const t = useTranslator();
  const language = useLanguage();
  const places = formatNumber(capacity.places, language);
  const claimed = formatNumber(capacity.claimed, language);
  if (capacity.places === capacity.claimed) return <>{t('locations.places', { places, claimed })}</>;
  return <>{t('locations.places.limited', { places, claimed, factor: t.of(capacity.limiting.label), figure: t.of(capacity.limiting.figure) })}</>;
}

const lastDayBefore = (at: Instant): string => dayOf(new Date(at.getTime() - 1));

/** Until when it counts, and what ends it; nothing where it does not count. */
function ExpiryCell({ readiness: { status, nextExpiry } }: Pick<ListedLocation, 'readiness'>): VNode {
  const t = useTranslator();
  if (!countsAsReady(status)) return <>–</>;
  if (!nextExpiry) return <>{t('list.expires.open')}</>;
  return <><DayText day={lastDayBefore(nextExpiry.notReadyFrom)} format="short" /><p>{t.of(CRITERION_LABELS[nextExpiry.criterion])}</p></>;
}

export type LocationsPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly page: FoundPage;
  readonly query: Filters;
  readonly state: FormState;
  /** For an empty list: which filters stand in the way. */
  readonly loosened: readonly Loosened[];
  readonly mayRegister: boolean;
  readonly drafts: DraftsPanelProps;
};

const Register = (): VNode => <LinkButton href={`${PATHS.locations}/nieuw`}>{useTranslator()('locations.register')}</LinkButton>;

/** Two views of what was found. What the address holds beside the filters. */
export const VIEW_PARAMETERS = { list: {}, map: { weergave: 'kaart' } } as const satisfies Record<string, Readonly<Record<string, string>>>;
export type LocationView = keyof typeof VIEW_PARAMETERS;

function ViewSwitch({ query, view }: { readonly query: Filters; readonly view: LocationView }): VNode {
  const t = useTranslator();
  return (
    <nav class="view-switch" aria-label={t('list.view')}>
      {(['list', 'map'] as const).map((name) => (
        <a key={name} class="view-switch__link" href={listAddress(PATHS.locations, { ...query, page: 1 }, VIEW_PARAMETERS[name])} aria-current={name === view ? 'page' : undefined}>{t(`list.view.${name}`)}</a>
      ))}
    </nav>
  );
}

type ListHeadProps = Pick<LocationsPageProps, 'page' | 'query' | 'state'> & { readonly view: LocationView };

/** Filters, what is set of them, how many fit, and the way to the other view. */
export function ListHead({ page, query, state, view }: ListHeadProps): VNode {
  const t = useTranslator();
  const found = page.more ? t('list.found.more', { n: formatNumber(page.total, t.language) }) : t.count('list.found', page.total);
  return (
    <>
      <FilterForm query={query} state={state} hidden={VIEW_PARAMETERS[view]} />
      <FilterChips query={query} more={VIEW_PARAMETERS[view]} />
      <div class="list-head">
        <p class="list-head__found"><strong>{found}</strong>{query.readyOn !== undefined && `, ${t('list.as-of', { day: formatDay(query.readyOn, t.language) })}`}</p>
        <ViewSwitch query={query} view={view} />
      </div>
    </>
  );
}

type NothingFoundProps = Pick<LocationsPageProps, 'page' | 'query' | 'loosened' | 'mayRegister'> & { readonly view: LocationView };

/** Nothing fits: which filter to loosen, and what there is without it. */
export function NothingFound({ page, query, loosened, mayRegister, view }: NothingFoundProps): VNode {
  const t = useTranslator();
  const addressOf = (other: Partial<Filters> & { readonly page?: number }): string => listAddress(PATHS.locations, other, VIEW_PARAMETERS[view]);
  if (page.total > 0) return <EmptyState text={t('list.empty.page')} action={<a href={addressOf({ ...query, page: 1 })}>{t('list.first-page')}</a>} />;
  if (filtersOf(query).length === 0) return <EmptyState text={t('locations.none')} action={mayRegister && <Register />} />;
  const action = loosened.length === 0 ? (
    <p>{t('list.empty.none-alone')} <a href={addressOf({})}>{t('list.filter.clear')}</a></p>
  ) : (
    <>
      <p>{t('list.empty.loosen')}</p>
      <ul>
        {loosened.map(({ filter, total, more: uncounted }) => (
          <li key={filter}>
            <a href={addressOf(without(query, filter))}>{t('list.empty.without', { filter: filterText(filter, query, t) })}</a>
            {`: ${uncounted ? t('list.found.more', { n: formatNumber(total, t.language) }) : t.count('list.found', total)}`}
          </li>
        ))}
      </ul>
    </>
  );
  return <EmptyState text={t('list.empty')} action={action} />;
}

/** The registry: what is offered, what of it counts, and why the rest does not. */
export function LocationsPage({ frame, notices, page, query, state, loosened, mayRegister, drafts }: LocationsPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('locations.title')} notices={notices}>
      <PageHeading title={t('locations.title')} lead={t('locations.lead')} actions={mayRegister && <><Register /><LinkButton kind="secondary" href={`${PATHS.locations}/importeren`}>{t('import.open')}</LinkButton></>} />
      <DraftsPanel {...drafts} />
      <ListHead page={page} query={query} state={state} view="list" />
      {page.items.length === 0 ? <NothingFound page={page} query={query} loosened={loosened} mayRegister={mayRegister} view="list" /> : (
        <DataTable<ListedLocation>
          caption={t('locations.title')}
          captionHidden
          rows={page.items.map(({ listed }) => listed)}
          rowKey={({ location }) => location.id}
          columns={[
            { key: 'name', header: t('locations.column.name'), rowHeader: true, cell: ({ location }) => <a href={`${PATHS.locations}/${location.id}`}>{location.name}</a> },
            { key: 'municipality', header: t('word.municipality'), cell: ({ location }) => location.municipalityName },
            { key: 'readiness', header: t('locations.column.readiness'), cell: (row) => <ReadinessCell readiness={row.readiness} /> },
            { key: 'places', header: t('locations.column.places'), cell: ({ capacity }) => <PlacesText capacity={capacity} /> },
            { key: 'expires', header: t('list.column.expires'), cell: (row) => <ExpiryCell readiness={row.readiness} /> },
            { key: 'lead-time', header: t('locations.column.lead-time'), cell: ({ location }) => <LeadTime hours={location.facts.measuredLeadTimeHours ?? location.facts.leadTimeHours} /> },
          ]}
        />
      )}
      {page.items.length > 0 && <ExportLinks query={query} />}
      <Pagination {...page} shown={page.items.length} hrefFor={(number) => listAddress(PATHS.locations, { ...query, page: number })} />
    </Layout>
  );
}

export function LeadTime({ hours }: { readonly hours: number | null }): VNode {
  const t = useTranslator();
  return <>{hours === null ? t('word.unknown') : t.count('word.hours', hours)}</>;
}
