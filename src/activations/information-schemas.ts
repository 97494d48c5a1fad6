import { z } from 'zod';
import { INFORMED_KINDS } from '../../config/informed-parties.js';
import { TELEPHONE } from '../organisations/index.js';

const text = (maximum: number): z.ZodString => z.string().trim().min(1).max(maximum);
const instant = z.iso.datetime().describe('UTC.');

export const PRESS_LINE_SCHEMA = z.strictObject({
  spokesperson: z.strictObject({ name: text(200), organisation: text(200), telephone: TELEPHONE }).describe('Who answers the press. Goes to everyone in the activation.'),
  textNl: text(4000).describe('What is told, in Dutch. No personal data.'),
  textEn: text(4000).nullable().optional().describe('The same in English; absent: the Dutch text stands in both languages.'),
  publishFrom: z.iso.datetime({ offset: true }).transform((value) => new Date(value)).describe('The earliest hour of publication. Of an exercise nothing is ever published.'),
});

export const INFORMATION_TASK_RESPONSE = z.object({
  id: z.uuid(), deploymentId: z.uuid(), kind: z.enum(INFORMED_KINDS), required: z.boolean().describe('The college decision does not let the location open before.'),
  dueAt: instant, state: z.enum(['open', 'done', 'not-needed', 'void']), overdue: z.boolean(),
  doneAt: instant.nullable(), doneLate: z.boolean().nullable(), note: z.string().nullable().describe('What was added, or why it is not needed.'),
});

export const PRESS_LINE_RESPONSE = z.object({
  spokesperson: z.object({ name: z.string().nullable(), organisation: z.string(), telephone: z.string().nullable() }).describe('Name and number are forgotten, and null, some time after the end.'), textNl: z.string(), textEn: z.string().nullable(),
  publishFrom: instant, neverPublish: z.boolean().describe('True for an exercise.'), version: z.int(), setAt: instant,
});

/** Parties that were not informed when the location opened. */
export const WARNINGS = z.array(z.object({ code: z.literal('not-informed'), kind: z.enum(INFORMED_KINDS) }));
