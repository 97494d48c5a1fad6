export type Province = { readonly code: string; readonly name: string };
export type Municipality = {
  /** CBS code, `GM` and four digits. */
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string;
  /** Last day on which it exists as such; absent while no end has been decided. Mergers take effect on 1 January. */
  readonly until?: string;
  /** Code of the municipality that it then becomes part of. */
  readonly mergedInto?: string;
};
/** WGS84, decimal degrees. */
export type Point = { readonly latitude: number; readonly longitude: number };

/** The provinces that were asked. Codes: CBS, Gebieden in Nederland. */
export const PROVINCES: readonly Province[] = [
  { code: 'PV20', name: 'Groningen' },
  { code: 'PV21', name: 'Friesland' },
  { code: 'PV22', name: 'Drenthe' },
];

/**
 * Drenthe's twelve municipalities, and the two outside it that the case names: Leeuwarden, which explores the same
 * request, and Westerwolde, in which Ter Apel lies. Codes: CBS, Gemeentelijke indeling.
 */
export const MUNICIPALITIES: readonly Municipality[] = [
  { code: 'GM1680', name: 'Aa en Hunze', provinceCode: 'PV22' },
  { code: 'GM0106', name: 'Assen', provinceCode: 'PV22' },
  { code: 'GM1681', name: 'Borger-Odoorn', provinceCode: 'PV22' },
  { code: 'GM0109', name: 'Coevorden', provinceCode: 'PV22' },
  { code: 'GM1690', name: 'De Wolden', provinceCode: 'PV22' },
  { code: 'GM0114', name: 'Emmen', provinceCode: 'PV22' },
  { code: 'GM0118', name: 'Hoogeveen', provinceCode: 'PV22' },
  { code: 'GM0119', name: 'Meppel', provinceCode: 'PV22' },
  { code: 'GM1731', name: 'Midden-Drenthe', provinceCode: 'PV22' },
  { code: 'GM1699', name: 'Noordenveld', provinceCode: 'PV22' },
  { code: 'GM1730', name: 'Tynaarlo', provinceCode: 'PV22' },
  { code: 'GM1701', name: 'Westerveld', provinceCode: 'PV22' },
  { code: 'GM0080', name: 'Leeuwarden', provinceCode: 'PV21' },
  { code: 'GM1950', name: 'Westerwolde', provinceCode: 'PV20' },
];

/**
 * Municipalities that were merged into one of the above. A merger that lies ahead is entered beforehand, as `until` and
 * `mergedInto` with its row above; once it has passed, the row moves here. Nothing else has to be done on the day: what
 * was registered keeps its code and is shown under the new name. Source: CBS, Gemeentelijke indeling op 1 januari 2018.
 */
export const FORMER_MUNICIPALITIES: readonly Municipality[] = [
  { code: 'GM0007', name: 'Bellingwedde', provinceCode: 'PV20', until: '2017-12-31', mergedInto: 'GM1950' },
  { code: 'GM0048', name: 'Vlagtwedde', provinceCode: 'PV20', until: '2017-12-31', mergedInto: 'GM1950' },
];

/**
 * Where the distance rings on the map start. The point is that of the village, to about two kilometres: close enough
 * for rings, not an address.
 */
export const TER_APEL: { readonly name: string; readonly municipalityCode: string; readonly point: Point } = {
  name: 'Ter Apel',
  municipalityCode: 'GM1950',
  point: { latitude: 52.8756, longitude: 7.0597 },
};
