import { z } from 'zod';
import { type Inspection, INSPECTED_CRITERIA } from './domain/index.js';
import { answer, day, instant, line, orNull, rule, text } from './field-schemas.js';

const MAXIMUM_PHOTOS = 10;

const finding = z.strictObject({
  criterion: z.enum(INSPECTED_CRITERIA),
  value: answer,
  evidence: orNull(line(500)).describe('What shows it: a report’s reference, what was seen.'),
  validUntil: orNull(day).describe('Last day, included, when the evidence names one.'),
  note: orNull(text(2000)),
  photoIds: z.array(z.uuid()).max(MAXIMUM_PHOTOS).default([]).describe('Documents of this location of the kind `photo` that show it.'),
});

const onePerCriterion = (findings: unknown): boolean => {
  if (!Array.isArray(findings)) return true;
  const criteria = (findings as Partial<Inspection['findings'][number]>[]).map((found) => found?.criterion).filter(Boolean);
  return new Set(criteria).size === criteria.length;
};

/** Dated findings on a location. Criteria that were not looked at are left out. */
export const INSPECTION_SCHEMA = z
  .strictObject({
    standbyLocationId: z.uuid(),
    inspectedAt: instant.describe('With an offset, or without one in Europe/Amsterdam. Not in the future.'),
    inspector: line(200).describe('Name and function of who looked.'),
    findings: z.array(finding).min(1).max(INSPECTED_CRITERIA.length),
  })
  .refine(
    ({ findings }) => onePerCriterion(findings),
    rule('findings', 'criterion-twice', 'Elk punt kan maar één keer voorkomen.', 'Each criterion can be there once only.'),
  );
export type InspectionBody = z.output<typeof INSPECTION_SCHEMA>;

/** Days on which the building cannot be used. */
export const UNAVAILABILITY_SCHEMA = z
  .strictObject({
    standbyLocationId: z.uuid(),
    from: day.describe('First day, Europe/Amsterdam.'),
    until: orNull(day).describe('Last day, included. Absent: nobody knows until when.'),
    reason: line(500),
  })
  .refine(({ from, until }) => typeof from !== 'string' || typeof until !== 'string' || from <= until,
    rule('until', 'inverted-period', 'Het einde ligt vóór het begin.', 'The end lies before the beginning.'));
export type UnavailabilityBody = z.output<typeof UNAVAILABILITY_SCHEMA>;
