import type { FormBody } from '../platform/http/index.js';
import { FIELD_ROWS, type FieldRows } from './location-fields.js';

/** Which button of the form was pressed. */
export type FormStep = { readonly kind: 'save' } | FormAid;
/** A button that helps to fill in the form. */
export type FormAid = { readonly kind: 'find-address' | 'take-address' } | { readonly kind: 'more'; readonly rows: FieldRows };

export const textOf = (value: FormBody[string]): string => (typeof value === 'string' ? value : '');

/** What a form that was sent asks for. Enter in the search field, while there is no address yet, searches; anywhere else it saves. */
export function stepOf(body: FormBody): FormStep {
  const step = textOf(body['step']);
  if (step === 'find-address' || step === 'take-address') return { kind: step };
  const rows = FIELD_ROWS.find((list) => step === `more:${list}`);
  if (rows) return { kind: 'more', rows };
  const searching = step === 'default' && textOf(body['addressSearch']).trim() !== '' && textOf(body['street']).trim() === '';
  return { kind: searching ? 'find-address' : 'save' };
}
