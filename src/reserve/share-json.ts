import { z } from 'zod';
import { SHARE_ANSWERS, type SpreadFigures } from './domain/index.js';
import type { Spread, SpreadLine } from './spread-reader.js';

const places = (what: string) => z.int().describe(what);
const FIGURES = {
  asked: places('0 where it was not asked.'), promised: places('As the municipality promised.'), verified: places('Verified capacity of its ready locations, now.'),
  expiring: places('Part of verified.'), refused: places('Asked, and refused.'),
};
export const SHARE_RESPONSE = z.object({
  id: z.uuid(), reserveRequestId: z.uuid(), municipality: z.object({ id: z.uuid(), name: z.string(), code: z.string().nullable().describe('CBS code.') }), answer: z.enum(SHARE_ANSWERS), ...FIGURES,
  conditions: z.string().nullable(), reason: z.string().nullable().describe('Of a refusal, which is a municipality’s right.'), mandate: z.string().nullable(),
  askedAt: z.iso.datetime(), answeredAt: z.iso.datetime().nullable(), version: z.int().describe('What If-Match wants for the answer.'),
});
const UNASKED = z.object({ municipality: SHARE_RESPONSE.shape.municipality, ...FIGURES });
export const SPREAD_RESPONSE = z.object({
  reserveRequestId: z.uuid(), places: z.int().describe('What the request asks for.'), items: z.array(SHARE_RESPONSE).describe('Municipalities that were asked. A municipality sees its own.'),
  others: z.array(UNASKED).describe('Municipalities that have places and were not asked.'), totals: z.object(FIGURES).nullable().describe('Null for a municipality.'),
});

const figuresOf = ({ asked, promised, verified, expiring, refused }: SpreadFigures): SpreadFigures => ({ asked, promised, verified, expiring, refused });

/** What `GET /api/v1/reserve-requests/{id}/shares/{shareId}` answers; undefined for a municipality that was not asked. */
export function shareJson({ municipality, share, ...figures }: SpreadLine): unknown {
  if (!share) return undefined;
  const { id, reserveRequestId, answer, conditions, reason, mandate, askedAt, answeredAt, version } = share;
  return { id, reserveRequestId, municipality, answer, ...figuresOf(figures), conditions, reason, mandate, askedAt, answeredAt, version };
}

/** What `GET /api/v1/reserve-requests/{id}/shares` answers. */
export const spreadJson = ({ request, lines, totals }: Spread): unknown => ({
  reserveRequestId: request.id, places: request.places, totals,
  items: lines.filter(({ share }) => share).map(shareJson),
  others: lines.filter(({ share }) => !share).map(({ municipality, ...figures }) => ({ municipality, ...figuresOf(figures) })),
});
