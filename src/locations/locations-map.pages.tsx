import type { VNode } from 'preact';
import { TER_APEL } from '../../config/places.js';
import { DataTable, formatNumber, Layout, PageHeading, Pagination, PATHS, StatusBadge, translator, useTranslator } from '../web/index.js';
import { distanceKm } from './domain/index.js';
import { listAddress } from './list-query.js';
import type { ListedLocation } from './listed-location.js';
import { LocationMap, MapLegend, placed } from './location-map.js';
import { ListHead, type LocationsPageProps, NothingFound, VIEW_PARAMETERS } from './locations.pages.js';

/** How far it is from Ter Apel, or why that is not said. */
function DistanceText({ location: { latitude, longitude, addressVisible } }: Pick<ListedLocation, 'location'>): VNode {
  const t = useTranslator();
  if (!addressVisible) return <>{t('map.place.hidden')}</>;
  if (latitude === null || longitude === null) return <>{t('map.place.unknown')}</>;
  return <>{t('map.distance', { km: formatNumber(Math.round(distanceKm({ latitude, longitude }, TER_APEL.point)), t.language) })}</>;
}

/** What is in the table and not on the map, and why. */
function LeftOut({ locations }: { readonly locations: readonly ListedLocation[] }): VNode | null {
  const t = useTranslator();
  const hidden = locations.filter(({ location }) => !location.addressVisible).length;
  const unknown = locations.filter(({ location }) => location.addressVisible && (location.latitude === null || location.longitude === null)).length;
  return hidden + unknown === 0 ? null : (
    <p class="map-left-out">{[hidden > 0 && t.count('map.left-out.hidden', hidden), unknown > 0 && t.count('map.left-out.unknown', unknown)].filter(Boolean).join(' ')}</p>
  );
}

function MapTable({ locations }: { readonly locations: readonly ListedLocation[] }): VNode {
  const t = useTranslator();
  return (
    <DataTable<ListedLocation>
      caption={t('locations.title')}
      captionHidden
      rows={locations}
      rowKey={({ location }) => location.id}
      columns={[
        { key: 'name', header: t('locations.column.name'), rowHeader: true, cell: ({ location }) => <><a href={`${PATHS.locations}/${location.id}`}>{location.name}</a><p class="map-table__municipality">{location.municipalityName}</p></> },
        { key: 'readiness', header: t('locations.column.readiness'), cell: ({ readiness }) => <StatusBadge of="readiness" state={readiness.status} /> },
        { key: 'places', header: t('locations.column.places'), numeric: true, cell: ({ capacity }) => formatNumber(capacity.places, t.language) },
        { key: 'distance', header: t('map.column.distance'), numeric: true, cell: (row) => <DistanceText location={row.location} /> },
      ]}
    />
  );
}

/** The list as a map, and the same beside it as a table. */
export function LocationsMapPage({ frame, notices, page, query, state, loosened, mayRegister }: LocationsPageProps): VNode {
  const t = translator(frame.language);
  const locations = page.items.map(({ listed }) => listed);
  return (
    <Layout {...frame} title={t('map.title')} notices={notices} islands={['map']} styles={['leaflet']}>
      <PageHeading title={t('map.title')} lead={t('map.lead')} />
      <ListHead page={page} query={query} state={state} view="map" />
      {locations.length === 0 ? <NothingFound page={page} query={query} loosened={loosened} mayRegister={mayRegister} view="map" /> : (
        <div class="map-page">
          <div class="map-page__map flow">
            <LocationMap locations={placed(locations)} />
            <MapLegend />
            <LeftOut locations={locations} />
          </div>
          <div class="map-page__table"><MapTable locations={locations} /></div>
        </div>
      )}
      <Pagination {...page} shown={page.items.length} hrefFor={(number) => listAddress(PATHS.locations, { ...query, page: number }, VIEW_PARAMETERS.map)} />
    </Layout>
  );
}
