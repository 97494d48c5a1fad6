import proj4 from 'proj4';

/**
 * RD New, EPSG:28992, as a proj string. Projection and the seven parameters to ETRS89 (EPSG:15934): EPSG Geodetic Parameter
 * Dataset, the rotations in arc seconds as position vector, as proj wants them. Without the correction grid of RDNAPTRANS
 * it is good to about a quarter of a metre: to find a building, not to survey it.
 */
const RD_NEW =
  '+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel ' +
  '+towgs84=565.4171,50.3319,465.5524,-0.398957388243134,0.343987817378283,-1.87740163998045,4.0725 +units=m +no_defs';

const fromWgs84 = proj4('WGS84', RD_NEW);

/** Metres in the Dutch grid (Rijksdriehoekstelsel), which maps, permits and emergency services here work with. */
export type RdPoint = { readonly x: number; readonly y: number };

/** A point in WGS84 degrees as RD New, in metres. */
export function rdNew({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): RdPoint {
  const [x, y] = fromWgs84.forward([longitude, latitude]);
  return { x, y };
}
