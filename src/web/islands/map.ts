// The map of locations: turns the drawing that the server made into one that moves. What it shows is read from that drawing.
import { circle, control, divIcon, latLngBounds, map as createMap, marker, tileLayer, type LatLngExpression, type Map as LeafletMap } from 'leaflet';

const SIGN_SIZE = 30;
const SVG = 'http://www.w3.org/2000/svg';

type Place = { readonly link: SVGAElement; readonly name: string; readonly at: LatLngExpression };

const element = (tag: string, css: string, text: string): HTMLElement => Object.assign(document.createElement(tag), { className: css, textContent: text });

/** The sign of a place as a drawing of its own. */
function signOf(link: SVGAElement): HTMLElement {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '-1 -1 26 26');
  drawing.setAttribute('aria-hidden', 'true');
  const sign = link.querySelector('.map-sign');
  if (sign) drawing.append(sign.cloneNode(true));
  const holder = document.createElement('div');
  holder.append(drawing);
  return holder;
}

class LocationMap extends HTMLElement {
  private leaflet: LeafletMap | undefined;

  connectedCallback(): void {
    if (this.leaflet) return;
    const drawing = this.querySelector<SVGElement>('.location-map__drawing');
    if (!drawing) return;
    const ground = element('div', 'location-map__ground', '');
    this.append(ground);
    try {
      this.leaflet = this.draw(ground, drawing);
      drawing.remove();
    } catch (error) {
      // The drawing is still there, and says the same.
      ground.remove();
      throw error;
    }
  }

  disconnectedCallback(): void {
    this.leaflet?.remove();
    this.leaflet = undefined;
  }

  private text(name: string): string {
    return this.dataset[name] ?? '';
  }

  private draw(ground: HTMLElement, drawing: SVGElement): LeafletMap {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const leaflet = createMap(ground, { zoomControl: false, attributionControl: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still });
    ground.setAttribute('role', 'application');
    ground.setAttribute('aria-label', this.text('label'));
    const centre: LatLngExpression = [Number(this.text('latitude')), Number(this.text('longitude'))];
    const places = this.placesIn(drawing);
    const bounds = latLngBounds([centre, centre]);
    for (const { at } of places) bounds.extend(at);
    leaflet.fitBounds(bounds, { padding: [36, 36], maxZoom: 11, animate: false });
    control.zoom({ position: 'topright', zoomInTitle: this.text('zoomIn'), zoomOutTitle: this.text('zoomOut') }).addTo(leaflet);
    control.attribution({ prefix: false }).addTo(leaflet);
    control.scale({ imperial: false }).addTo(leaflet);
    this.addBackground(leaflet);
    this.addRings(leaflet, centre, drawing);
    for (const place of places) this.addPlace(leaflet, place);
    return leaflet;
  }

  private placesIn(drawing: SVGElement): Place[] {
    return [...drawing.querySelectorAll<SVGAElement>('a.map-marker')].map((link) => ({
      link, name: link.getAttribute('aria-label') ?? '', at: [Number(link.dataset['latitude']), Number(link.dataset['longitude'])],
    }));
  }

  /** Without a network the points and rings stand on a plain ground, and a line says so. */
  private addBackground(leaflet: LeafletMap): void {
    const tiles = tileLayer(this.text('tiles'), {
      attribution: this.text('attribution'), minZoom: Number(this.text('minimumZoom')), maxZoom: Number(this.text('maximumZoom')), referrerPolicy: 'no-referrer',
    });
    let shown = false;
    tiles.on('tileload', () => { shown = true; });
    // Once all have been tried: beyond the border some tiles do not exist, which says nothing about the rest.
    tiles.on('load', () => {
      if (shown || !leaflet.hasLayer(tiles)) return;
      // The layer is still at work in this very event.
      queueMicrotask(() => tiles.remove());
      const note = element('p', 'location-map__note', this.text('noBackground'));
      note.setAttribute('role', 'status');
      this.append(note);
    });
    tiles.addTo(leaflet);
  }

  private addRings(leaflet: LeafletMap, centre: LatLngExpression, drawing: SVGElement): void {
    for (const ring of drawing.querySelectorAll<SVGCircleElement>('.map-ring')) {
      const km = Number(ring.dataset['km']);
      const line = circle(centre, { radius: km * 1000, className: 'map-ring', interactive: false, fill: false }).addTo(leaflet);
      const west: LatLngExpression = [line.getLatLng().lat, line.getBounds().getWest()];
      marker(west, { icon: divIcon({ className: 'map-ring-label', html: element('span', '', ring.dataset['label'] ?? ''), iconSize: [0, 0] }), interactive: false, keyboard: false }).addTo(leaflet);
    }
    marker(centre, { icon: divIcon({ className: 'map-centre-point', html: element('span', '', this.text('centre')), iconSize: [14, 14] }), interactive: false, keyboard: false }).addTo(leaflet);
  }

  private addPlace(leaflet: LeafletMap, { link, name, at }: Place): void {
    const place = marker(at, { icon: divIcon({ className: 'map-point', html: signOf(link), iconSize: [SIGN_SIZE, SIGN_SIZE] }) }).addTo(leaflet);
    place.getElement()?.setAttribute('aria-label', name);
    place.bindTooltip(link.dataset['name'] ?? name, { direction: 'top', offset: [0, -SIGN_SIZE / 2] });
    place.bindPopup(this.popupOf(link, name), { closeButton: true });
    place.on('popupopen', () => {
      place.getPopup()?.getElement()?.querySelector('.leaflet-popup-close-button')?.setAttribute('aria-label', this.text('close'));
    });
  }

  private popupOf(link: SVGAElement, name: string): HTMLElement {
    const popup = element('div', 'map-popup', '');
    const more = Object.assign(document.createElement('a'), { href: link.getAttribute('href') ?? '', textContent: this.text('open') });
    popup.append(element('p', '', name), more);
    return popup;
  }
}

customElements.define('location-map', LocationMap);
