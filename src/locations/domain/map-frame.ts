import type { Point } from '../../../config/places.js';

export type Pixel = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };

/** A piece of the world on a drawing: where a point comes, and how long a kilometre is there. */
export type MapFrame = Size & { at(point: Point): Pixel; kilometre(point: Point): number };

// Web Mercator's radius, in kilometres: the same drawing as the map with a background.
const RADIUS_KM = 6378.137;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Web Mercator in radians, y downwards. */
const projected = ({ latitude, longitude }: Point): Pixel => ({ x: radians(longitude), y: -Math.log(Math.tan(Math.PI / 4 + radians(latitude) / 2)) });

/** How much longer a kilometre is drawn here than at the equator. */
const stretch = ({ latitude }: Point): number => 1 / Math.cos(radians(latitude));

/** The frame that shows all the points and at least so many kilometres around the first of them, with a margin in pixels. */
export function mapFrame(points: readonly [Point, ...Point[]], atLeastKm: number, { width, height }: Size, margin: number): MapFrame {
  const [centre] = points;
  const around = (atLeastKm / RADIUS_KM) * stretch(centre);
  const middle = projected(centre);
  const all = [...points.map(projected), { x: middle.x - around, y: middle.y - around }, { x: middle.x + around, y: middle.y + around }];
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const scale = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top));
  const offset = { x: (width - scale * (left + right)) / 2, y: (height - scale * (top + bottom)) / 2 };
  return {
    width, height,
    at: (point) => {
      const { x, y } = projected(point);
      return { x: x * scale + offset.x, y: y * scale + offset.y };
    },
    kilometre: (point) => (scale * stretch(point)) / RADIUS_KM,
  };
}

// To the left first: the province lies west of Ter Apel.
const LABEL_ANGLES = [180, 225, 135, 270, 90, 0, 315, 45];

/** Where on a ring its label can stand and be read whole; undefined when the ring is out of sight. */
export function ringLabelAt(frame: MapFrame, centre: Point, km: number, margin: number): Pixel | undefined {
  const { x, y } = frame.at(centre);
  const radius = km * frame.kilometre(centre);
  return LABEL_ANGLES.map((angle) => ({ x: x + radius * Math.cos(radians(angle)), y: y + radius * Math.sin(radians(angle)) }))
    .find((at) => at.x >= margin && at.x <= frame.width - margin && at.y >= margin / 2 && at.y <= frame.height - margin / 2);
}
