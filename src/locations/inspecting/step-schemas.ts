import { z } from 'zod';
import { INVALID_INPUT, Problem, type FieldError } from '../../kernel/index.js';
import { decodeForm, parseInput } from '../../platform/http/index.js';
import { DEFECT_SCHEMA, type DefectBody } from '../defects/defect-schemas.js';
import { EMPTY_STEP, INSPECTED_CRITERIA, type InspectedCriterion, type InspectionStep, type InspectionSteps, isAnswered } from '../domain/index.js';
import { instant, line } from '../field-schemas.js';
import { INSPECTION_SCHEMA, type InspectionBody } from '../inspection-schemas.js';

/** What one is asked before the first criterion. */
export const START_SCHEMA = z.strictObject({ inspectedAt: instant, inspector: line(200) });
export type StartBody = z.output<typeof START_SCHEMA>;

const FINDING = INSPECTION_SCHEMA.shape.findings.element;
/** Proposed by the form: says nothing by itself. */
const PROPOSED = ['ownerId', 'dueOn'];

type Decoded = { readonly finding: Record<string, unknown>; readonly defect: Record<string, unknown> | undefined };

function decoded(criterion: InspectedCriterion, { fields, photoIds }: InspectionStep): Decoded {
  const { defect, ...finding } = decodeForm(fields);
  const given = typeof defect === 'object' && defect !== null ? (defect as Record<string, unknown>) : {};
  const isDefect = Object.keys(given).some((name) => !PROPOSED.includes(name));
  return { finding: { ...finding, criterion, photoIds }, defect: isDefect ? { ...given, criterion } : undefined };
}

const NO_ANSWER: FieldError = {
  path: 'value', code: 'required',
  message: { nl: 'Kies ja, nee of onbekend. Hebt u dit niet bekeken, maak het punt dan leeg.', en: 'Choose yes, no or unknown. If you did not look at this, clear the criterion.' },
};

/** A step as it will be recorded: its finding, and the defect that was noted with it. Throws REQUEST.INVALID (400). */
export function parseStep(criterion: InspectedCriterion, step: InspectionStep): void {
  const { finding, defect } = decoded(criterion, step);
  const unanswered = finding['value'] === undefined ? [NO_ANSWER] : [];
  try {
    // Together, so that every wrong field is named at once.
    parseInput(defect ? FINDING.extend({ defect: DEFECT_SCHEMA }) : FINDING, { ...finding, ...(unanswered.length > 0 && { value: 'unknown' }), ...(defect && { defect }) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(INVALID_INPUT, {}, [...unanswered, ...error.fields]);
  }
  if (unanswered.length > 0) throw new Problem(INVALID_INPUT, {}, unanswered);
}

export type FinishedInspection = { readonly body: InspectionBody; readonly defects: readonly DefectBody[] };

/** Everything that was looked at, checked once more as a whole. Throws REQUEST.INVALID (400). */
export function parseInspection(standbyLocationId: string, start: StartBody, steps: InspectionSteps): FinishedInspection {
  const looked = INSPECTED_CRITERIA.flatMap((criterion) => {
    const step = steps[criterion] ?? EMPTY_STEP;
    return isAnswered(step) ? [decoded(criterion, step)] : [];
  });
  const body = parseInput(INSPECTION_SCHEMA, { standbyLocationId, inspectedAt: start.inspectedAt.toISOString(), inspector: start.inspector, findings: looked.map(({ finding }) => finding) });
  return { body, defects: looked.flatMap(({ defect }) => (defect ? [parseInput(DEFECT_SCHEMA, defect)] : [])) };
}

/** The first criterion that an error of the whole is about; undefined when it is about none. */
export function criterionOf(errors: readonly FieldError[], steps: InspectionSteps): InspectedCriterion | undefined {
  const looked = INSPECTED_CRITERIA.filter((criterion) => isAnswered(steps[criterion] ?? EMPTY_STEP));
  const index = errors.map(({ path }) => /^findings\.(\d+)\./.exec(path)?.[1]).find((found) => found !== undefined);
  return index === undefined ? undefined : looked[Number(index)];
}
