import { h, type VNode } from 'preact';
import { MAP } from '../../config/map.js';
import { type Point, TER_APEL } from '../../config/places.js';
import { PATHS, useTranslator } from '../web/index.js';
import { READINESS_STATUSES } from './domain/index.js';
import { mapFrame, type MapFrame, ringLabelAt } from './domain/map-frame.js';
import type { ListedLocation } from './listed-location.js';
import { MapSign } from './map-sign.js';

/** Small, so that its letters and signs stay readable where it is shrunk to a telephone; on a desk it is drawn larger. */
const SIZE = { width: 460, height: 420 };
const MARGIN = 30;
const SIGN = 24;
/** So that a map without locations, or with one next door, still shows a neighbourhood. */
const AT_LEAST_KM = 14;

export type PlacedLocation = ListedLocation & { readonly point: Point };

/** Where each of these may be shown; those without a point, or whose place the reader may not know, are not among them. */
export const placed = (locations: readonly ListedLocation[]): PlacedLocation[] =>
  locations.flatMap((one) => {
    const { latitude, longitude, addressVisible } = one.location;
    return addressVisible && latitude !== null && longitude !== null ? [{ ...one, point: { latitude, longitude } }] : [];
  });

const round = (value: number): number => Math.round(value * 10) / 10;

function Rings({ frame }: { readonly frame: MapFrame }): VNode {
  const t = useTranslator();
  const { x, y } = frame.at(TER_APEL.point);
  return (
    <g aria-hidden="true">
      {MAP.ringsKm.value.map((km) => <circle key={km} class="map-ring" cx={round(x)} cy={round(y)} r={round(km * frame.kilometre(TER_APEL.point))} data-km={km} data-label={t('map.ring', { km })} />)}
      {MAP.ringsKm.value.map((km) => {
        const at = ringLabelAt(frame, TER_APEL.point, km, MARGIN);
        return at && <text key={km} class="map-ring-label" x={round(at.x)} y={round(at.y)} text-anchor="middle" dominant-baseline="middle">{t('map.ring', { km })}</text>;
      })}
      <path class="map-centre" d={`M${round(x - 7)} ${round(y)}h14M${round(x)} ${round(y - 7)}v14`} />
      <text class="map-centre-label" x={round(x)} y={round(y - 12)} text-anchor="middle">{TER_APEL.name}</text>
    </g>
  );
}

function Marker({ frame, located: { point, location, readiness, capacity } }: { readonly frame: MapFrame; readonly located: PlacedLocation }): VNode {
  const t = useTranslator();
  const { x, y } = frame.at(point);
  const name = t('map.marker', {
    name: location.name, municipality: location.municipalityName, status: t(`state.readiness.${readiness.status}`), places: t.count('word.places', capacity.places),
  });
  return (
    <a class="map-marker" href={`${PATHS.locations}/${location.id}`} aria-label={name} data-latitude={point.latitude} data-longitude={point.longitude} data-name={location.name}>
      <title>{name}</title>
      <g transform={`translate(${round(x - SIGN / 2)} ${round(y - SIGN / 2)})`}><MapSign status={readiness.status} /></g>
    </a>
  );
}

/**
 * The locations around Ter Apel, drawn by the server: links on a plain ground with rings of distance. Where there is script the
 * same becomes a map that moves, with a background when that can be reached.
 */
export function LocationMap({ locations }: { readonly locations: readonly PlacedLocation[] }): VNode {
  const t = useTranslator();
  const frame = mapFrame([TER_APEL.point, ...locations.map(({ point }) => point)], AT_LEAST_KM, SIZE, MARGIN);
  const { latitude, longitude } = TER_APEL.point;
  const { url, attribution, minimumZoom, maximumZoom } = MAP.background;
  const settings = {
    'data-tiles': url, 'data-attribution': attribution, 'data-minimum-zoom': minimumZoom, 'data-maximum-zoom': maximumZoom, 'data-latitude': latitude, 'data-longitude': longitude, 'data-centre': TER_APEL.name,
    'data-label': t('map.label'), 'data-zoom-in': t('map.zoom-in'), 'data-zoom-out': t('map.zoom-out'), 'data-open': t('map.open'), 'data-close': t('map.close'), 'data-no-background': t('map.no-background'),
  };
  return h('location-map', { class: 'location-map', ...settings }, (
    <svg class="location-map__drawing" viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="group" aria-label={t('map.label')}>
      <Rings frame={frame} />
      {[...locations].reverse().map((located) => <Marker key={located.location.id} frame={frame} located={located} />)}
    </svg>
  ));
}

export function MapLegend(): VNode {
  const t = useTranslator();
  return (
    <ul class="map-legend" aria-label={t('map.legend')}>
      {READINESS_STATUSES.map((status) => (
        <li key={status}><svg class="map-legend__sign" viewBox="-1 -1 26 26" aria-hidden="true" focusable="false"><MapSign status={status} /></svg> {t(`state.readiness.${status}`)}</li>
      ))}
    </ul>
  );
}
