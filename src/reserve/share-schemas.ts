import { z } from 'zod';

const MOST_PLACES = 10_000;
const places = z.int().min(1).max(MOST_PLACES);
const text = z.string().trim().min(1).max(2000);
const mandate = z.string().trim().min(1).max(200).describe('On what ground you answer: a college decision, a mandate.');

const TWICE = { nl: 'Vraag elke gemeente één keer.', en: 'Ask each municipality once.' };

/** What the province asks of municipalities. */
export const ASK_SCHEMA = z.strictObject({
  shares: z
    .array(z.strictObject({ municipalityId: z.uuid(), places }))
    .min(1).max(400)
    .refine((shares) => new Set(shares.map(({ municipalityId }) => municipalityId)).size === shares.length, { params: { code: 'twice', message: TWICE } })
    .describe('A municipality that was asked for another number before is asked anew; one that was asked for the same is left alone.'),
});
export type AskBody = z.output<typeof ASK_SCHEMA>;

/** What the municipality answers. */
export const SHARE_ANSWER_SCHEMA = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('given'), places: places.describe('Places promised; may differ from what was asked.'), mandate }),
  z.strictObject({ answer: z.literal('given-with-conditions'), places, conditions: text, mandate }),
  z.strictObject({ answer: z.literal('refused'), reason: text }),
]);
export type ShareAnswerBody = z.output<typeof SHARE_ANSWER_SCHEMA>;
