/** The map of locations: what it is drawn on, and the rings around Ter Apel. */
export const MAP = {
  background: {
    /** BRT background map of PDOK, in Web Mercator; attribution to Kadaster is a condition of its use. */
    url: 'https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png',
    attribution: '© Kadaster',
    minimumZoom: 6,
    maximumZoom: 19,
  },
  /** Kilometres around Ter Apel, as the crow flies. Our own default: near, within the region, the edge of the province. */
  ringsKm: { value: [10, 25, 50], source: 'Our own default' },
  /** Locations on one map. More would hide each other; the rest is on the next page. Our own default. */
  locations: { value: 200, source: 'Our own default' },
} as const;
