import { decodeForm, type FormBody } from '../platform/http/index.js';

const TYPES = { numbers: ['rank'], booleans: ['duty'] };

/** The form of a new contact as what the API takes. */
export const decodeNewContact = (body: FormBody): Record<string, unknown> => decodeForm(body, TYPES);

/** The form of a contact that is changed: what was emptied is meant to be empty. */
export function decodeChangedContact(body: FormBody): Record<string, unknown> {
  const decoded = decodeForm(body, TYPES);
  return { ...decoded, name: decoded['name'] ?? '', function: decoded['function'] ?? '', telephone: decoded['telephone'] ?? null, email: decoded['email'] ?? null };
}

/** The form of a shift as what the API takes: weekdays are numbers there. */
export function decodeShift(body: FormBody): Record<string, unknown> {
  const decoded = decodeForm(body, { lists: ['weekdays'] });
  const weekdays = (decoded['weekdays'] ?? []) as string[];
  return { ...decoded, weekdays: weekdays.map((day) => (/^\d$/.test(day) ? Number(day) : day)) };
}
