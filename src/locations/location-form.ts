import type { FieldError } from '../kernel/index.js';
import { decodeForm, type FormBody } from '../platform/http/index.js';
import { errorsInForm, fieldsOf, type Positions, rowsToLists } from './form-rows.js';
import type { RegisteredLocation } from './registered-location.js';

const NUMBER =
  /^(claimedPlaces|latitude|longitude|floorAreaM2|sleepingAreaM2|ceilingHeightM|toilets|showers|leadTimeHours|rooms\.\d+\.(count|areaM2)|blockedPlaces\.\d+\.places|collegeDecision\.(maximumPersons|longestStayDays)|permit\.maximumPersons)$/;
const ROWS = ['contacts', 'rooms', 'blockedPlaces'];
const GROUPS = 'collegeDecision.groups';
/** Ticked to say that the places are promised to nobody else; nothing ticked is unknown. */
export const PROMISED_TO_NOBODY = 'none';

export type DecodedForm = { readonly input: Record<string, unknown>; errorsInForm(errors: readonly FieldError[]): FieldError[] };

const decoded = ({ input, positions }: { input: Record<string, unknown>; positions: Positions }): DecodedForm => ({
  input,
  errorsInForm: (errors) => errorsInForm(errors, positions),
});

/** The form of a location as what the API takes. */
export function decodeLocationForm(body: FormBody): DecodedForm {
  const { alsoPromisedTo, ...fields } = body;
  const numbers = Object.keys(fields).filter((name) => NUMBER.test(name));
  const input = decodeForm(fields, { numbers, lists: GROUPS in fields ? [GROUPS] : [] });
  return decoded(rowsToLists({ ...input, alsoPromisedTo: promisedTo(alsoPromisedTo) }, ROWS, ['role']));
}

// Ticking a purpose and "nobody" contradict each other: then the places count as promised, which claims less.
function promisedTo(ticked: FormBody[string]): readonly string[] | 'unknown' {
  const values = [ticked ?? []].flat();
  return values.length === 0 ? 'unknown' : values.filter((value) => value !== PROMISED_TO_NOBODY);
}

/** The form of an inspection as what the API takes. A criterion without anything filled in was not looked at. */
export const decodeInspectionForm = (body: FormBody, standbyLocationId: string): DecodedForm =>
  decoded(rowsToLists({ ...decodeForm(body), standbyLocationId }, ['findings'], ['criterion']));

/** What is known of a location as the fields of its form. */
export function locationFields({ reference, name, address, bagId, latitude, longitude, facts, contacts }: RegisteredLocation): Record<string, string | string[]> {
  const { street, houseNumber, postcode, place } = address;
  const { id: _id, municipalityCode: _code, alsoPromisedTo, findingsVoidedAt: _voided, measuredLeadTimeHours: _measured, contacts: confirmed, ...stated } = facts;
  return {
    ...fieldsOf({ ...stated, reference, name, street, houseNumber, postcode, place, bagId, latitude, longitude, contacts: contacts.map((contact, index) => ({ ...contact, ...confirmed[index] })) }),
    alsoPromisedTo: alsoPromisedTo === 'unknown' ? [] : alsoPromisedTo.length === 0 ? [PROMISED_TO_NOBODY] : [...alsoPromisedTo],
  };
}
