import { INSPECTED_CRITERIA, type InspectedCriterion } from './inspection.js';

/** One criterion of an inspection that is under way: its fields as they were typed, and its photos. */
export type InspectionStep = { readonly fields: Readonly<Record<string, string>>; readonly photoIds: readonly string[] };
export type InspectionSteps = Readonly<Partial<Record<InspectedCriterion, InspectionStep>>>;

export const EMPTY_STEP: InspectionStep = { fields: {}, photoIds: [] };
const SAYS_SOMETHING = ['value', 'evidence', 'validUntil', 'note', 'defect.description'];

/** Whether somebody looked at the criterion: what is left wholly empty was not looked at, and is left out. */
export const isAnswered = ({ fields, photoIds }: InspectionStep): boolean => photoIds.length > 0 || SAYS_SOMETHING.some((name) => (fields[name] ?? '').trim() !== '');

export const isInspectedCriterion = (text: unknown): text is InspectedCriterion => (INSPECTED_CRITERIA as readonly unknown[]).includes(text);

/** Where a step stands: counted from 1, with its neighbours; undefined beyond the first and the last. */
export function placeOf(criterion: InspectedCriterion): { readonly number: number; readonly of: number; readonly previous: InspectedCriterion | undefined; readonly next: InspectedCriterion | undefined } {
  const index = INSPECTED_CRITERIA.indexOf(criterion);
  return { number: index + 1, of: INSPECTED_CRITERIA.length, previous: INSPECTED_CRITERIA[index - 1], next: INSPECTED_CRITERIA[index + 1] };
}

/** Where to go on: the first criterion that was not looked at yet; undefined when all were. */
export const firstOpenStep = (steps: InspectionSteps): InspectedCriterion | undefined => INSPECTED_CRITERIA.find((criterion) => !isAnswered(steps[criterion] ?? EMPTY_STEP));
