import type { VNode } from 'preact';
import type { ReadinessStatus } from './domain/index.js';

/** Per status a shape of its own and a drawing in it, on a field of 24 by 24: colour never says it alone. */
const SIGNS: Readonly<Record<ReadinessStatus, { readonly shape: string; readonly drawing: string }>> = {
  ready: { shape: 'M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 1 0 0-21z', drawing: 'M7.2 12.4l3.2 3.2 6.4-7' },
  'ready-expiring': { shape: 'M12 1.2L23.4 21.8H.6z', drawing: 'M12 8.6v6M12 17.8v.2' },
  'not-ready': { shape: 'M2.5 2.5h19v19h-19z', drawing: 'M8 8l8 8M16 8l-8 8' },
  unavailable: { shape: 'M12 .8L23.2 12 12 23.2.8 12z', drawing: 'M7.5 12h9' },
  deployed: { shape: 'M6.8 2h10.4L22.8 12l-5.6 10H6.8L1.2 12z', drawing: 'M7 12h9.5M12.8 8l4 4-4 4' },
};

/** The sign of a status on the map and in its legend; its words stand beside it or name the link around it. */
export const MapSign = ({ status }: { readonly status: ReadinessStatus }): VNode => (
  <g class={`map-sign map-sign--${status}`}>
    <path class="map-sign__shape" d={SIGNS[status].shape} />
    <path class="map-sign__drawing" d={SIGNS[status].drawing} />
  </g>
);
