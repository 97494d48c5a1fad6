import type { FieldError } from '../kernel/index.js';
import { decodeForm, type FormBody } from '../platform/http/index.js';
import { errorsInForm, fieldsOf, type Positions, rowsToLists } from './form-rows.js';
import { FIELD_ROWS, LOCATION_FIELDS, PROMISED_TO_NOBODY } from './location-fields.js';
import type { RegisteredLocation } from './registered-location.js';

const NUMBERS = new Set(LOCATION_FIELDS.filter(({ kind }) => kind === 'whole' || kind === 'decimal').map(({ name }) => name));
const NUMBER_IN_ROW = /^(rooms\.\d+\.(count|areaM2)|blockedPlaces\.\d+\.places)$/;
const isNumber = (name: string): boolean => NUMBERS.has(name) || NUMBER_IN_ROW.test(name);
const TICKED = ['collegeDecision.groups', 'collegeDecision.informBeforeOpening'];
/** Fields that help to fill in the form and are no part of what is stated. */
export const AIDS = ['addressSearch', 'addressChoice', 'draftId'] as const;

export type DecodedForm = { readonly input: Record<string, unknown>; errorsInForm(errors: readonly FieldError[]): FieldError[] };

const decoded = ({ input, positions }: { input: Record<string, unknown>; positions: Positions }): DecodedForm => ({
  input,
  errorsInForm: (errors) => errorsInForm(errors, positions),
});

/** The form of a location as what the API takes. */
export function decodeLocationForm(body: FormBody): DecodedForm {
  const { alsoPromisedTo, ...rest } = body;
  const fields = Object.fromEntries(Object.entries(rest).filter(([name]) => !AIDS.some((aid) => aid === name)));
  const numbers = Object.keys(fields).filter(isNumber);
  const input = decodeForm(fields, { numbers, lists: TICKED.filter((name) => name in fields) });
  return decoded(rowsToLists({ ...input, alsoPromisedTo: promisedTo(alsoPromisedTo) }, FIELD_ROWS, ['role']));
}

// Ticking a purpose and "nobody" contradict each other: then the places count as promised, which claims less.
function promisedTo(ticked: FormBody[string]): readonly string[] | 'unknown' {
  const values = [ticked ?? []].flat();
  return values.length === 0 ? 'unknown' : values.filter((value) => value !== PROMISED_TO_NOBODY);
}

/** What is known of a location as the fields of its form. */
export function locationFields({ reference, name, address, bagId, latitude, longitude, facts, contacts }: RegisteredLocation): Record<string, string | string[]> {
  const { street, houseNumber, postcode, place } = address;
  const { id: _id, municipalityCode: _code, alsoPromisedTo, findingsVoidedAt: _voided, measuredLeadTimeHours: _measured, floorPlanDocument: _plan, contacts: confirmed, ...stated } = facts;
  return {
    ...fieldsOf({ ...stated, reference, name, street, houseNumber, postcode, place, bagId, latitude, longitude, contacts: contacts.map((contact, index) => ({ ...contact, ...confirmed[index] })) }),
    alsoPromisedTo: alsoPromisedTo === 'unknown' ? [] : alsoPromisedTo.length === 0 ? [PROMISED_TO_NOBODY] : [...alsoPromisedTo],
  };
}
