import type { VNode } from 'preact';
import { Button, DateInput, Fieldset, NumberInput, Select, TextInput, useTranslator, type FormState } from '../web/index.js';
import { CONTACT_ROLE_LABELS, CONTACT_ROLES, ROOM_USES } from './domain/index.js';
import { rowCount, type RowBounds } from './form-rows.js';
import type { FieldRows } from './location-fields.js';
import { labelOf } from './location-form-fields.js';

/** How many entries each list has room for, and how many rows it begins with. */
const BOUNDS: Readonly<Record<FieldRows, RowBounds>> = {
  contacts: { least: 3, most: 10, preset: ['role'] },
  rooms: { least: 1, most: 50 },
  blockedPlaces: { least: 1, most: 20 },
};
/** The roles that a new form has rows for beside who opens the building. */
const OTHER_ROLES = ['authorises', 'alternate'] as const;

type Values = FormState['values'];
export type RowsProps = { readonly values: Values; readonly more: FieldRows | undefined; readonly action: string };

/** The value of the button that shows one more row. */
export const moreRows = (rows: FieldRows): string => `more:${rows}`;
const positions = (values: Values, rows: FieldRows, more: FieldRows | undefined): number[] =>
  Array.from({ length: rowCount(values, rows, { ...BOUNDS[rows], more: more === rows }) }, (_, position) => position);

/** Where the contact who opens the building stands in the list: its fields are asked with the essentials. */
export function openerPosition(values: Values): number {
  const known = Object.entries(values).find(([name, value]) => /^contacts\.\d+\.role$/.test(name) && value === 'opens')?.[0];
  if (known) return Number(known.split('.')[1]);
  const taken = Object.keys(values).flatMap((name) => (name.startsWith('contacts.') ? [Number(name.split('.')[1])] : []));
  return taken.length === 0 ? 0 : Math.max(...taken) + 1;
}

/** Who opens the building: the one contact that is asked for at once. */
export function Opener({ values }: { readonly values: Values }): VNode {
  const t = useTranslator();
  const row = `contacts.${openerPosition(values)}`;
  return (
    <Fieldset legend={t('location.form.opener')} hint={t('location.form.opener.hint')} optional>
      <div class="field-grid">
        <TextInput name={`${row}.name`} label={labelOf(t, 'contacts.name')} optional />
        <TextInput name={`${row}.function`} label={labelOf(t, 'contacts.function')} optional />
        <TextInput name={`${row}.telephone`} type="tel" label={labelOf(t, 'contacts.telephone')} optional width="medium" />
        <TextInput name={`${row}.email`} type="email" label={labelOf(t, 'contacts.email')} optional />
        <input type="hidden" name={`${row}.role`} value="opens" />
      </div>
    </Fieldset>
  );
}

const Reach = ({ row }: { readonly row: string }): VNode => {
  const t = useTranslator();
  return (
    <>
      <DateInput name={`${row}.confirmedOn`} label={labelOf(t, 'contacts.confirmedOn')} optional />
      <DateInput name={`${row}.notReachedOn`} label={labelOf(t, 'contacts.notReachedOn')} optional />
    </>
  );
};

/** The other contacts, and when who opens was last reached. */
export function ContactRows({ values, more, action }: RowsProps): VNode {
  const t = useTranslator();
  const opener = openerPosition(values);
  const roles = CONTACT_ROLES.map((value) => ({ value, label: t.of(CONTACT_ROLE_LABELS[value]) }));
  const others = positions(values, 'contacts', more).filter((position) => position !== opener);
  return (
    <>
      <Fieldset legend={t('location.form.opener.reach')}>
        <div class="field-grid"><Reach row={`contacts.${opener}`} /></div>
      </Fieldset>
      {others.map((position, index) => (
        <Fieldset key={position} legend={t('location.field.contacts.row', { n: position + 1 })}>
          <div class="field-grid">
            <Select name={`contacts.${position}.role`} label={labelOf(t, 'contacts.role')} optional value={OTHER_ROLES[index] ?? null} options={roles} />
            <TextInput name={`contacts.${position}.name`} label={labelOf(t, 'contacts.name')} optional />
            <TextInput name={`contacts.${position}.function`} label={labelOf(t, 'contacts.function')} optional />
            <TextInput name={`contacts.${position}.telephone`} type="tel" label={labelOf(t, 'contacts.telephone')} optional width="medium" />
            <TextInput name={`contacts.${position}.email`} type="email" label={labelOf(t, 'contacts.email')} optional />
            <Reach row={`contacts.${position}`} />
          </div>
        </Fieldset>
      ))}
      <More rows="contacts" action={`${action}#contacten`} />
    </>
  );
}

export function RoomRows({ values, more, action }: RowsProps): VNode {
  const t = useTranslator();
  const uses = ROOM_USES.map((value) => ({ value, label: t(`location.rooms.${value}`) }));
  return (
    <Fieldset legend={labelOf(t, 'rooms')} hint={labelOf(t, 'rooms.hint')} name="rooms">
      {positions(values, 'rooms', more).map((position) => (
        <Fieldset key={position} legend={t('location.field.rooms.row', { n: position + 1 })}>
          <div class="field-grid field-grid--narrow">
            <NumberInput name={`rooms.${position}.count`} label={labelOf(t, 'rooms.count')} optional />
            <Select name={`rooms.${position}.use`} label={labelOf(t, 'rooms.use')} optional options={uses} />
            <NumberInput name={`rooms.${position}.areaM2`} label={labelOf(t, 'rooms.areaM2')} unit="m²" decimal optional />
          </div>
        </Fieldset>
      ))}
      <More rows="rooms" action={`${action}#ruimte`} />
    </Fieldset>
  );
}

export function BlockedRows({ values, more, action }: RowsProps): VNode {
  const t = useTranslator();
  return (
    <Fieldset legend={labelOf(t, 'blockedPlaces')} hint={labelOf(t, 'blockedPlaces.hint')} name="blockedPlaces">
      {positions(values, 'blockedPlaces', more).map((position) => (
        <Fieldset key={position} legend={t('location.field.blockedPlaces.row', { n: position + 1 })}>
          <div class="field-grid field-grid--narrow">
            <NumberInput name={`blockedPlaces.${position}.places`} label={labelOf(t, 'blockedPlaces.places')} optional />
            <TextInput name={`blockedPlaces.${position}.reason`} label={labelOf(t, 'blockedPlaces.reason')} optional />
            <DateInput name={`blockedPlaces.${position}.until`} label={labelOf(t, 'blockedPlaces.until')} optional />
          </div>
        </Fieldset>
      ))}
      <More rows="blockedPlaces" action={`${action}#ruimte`} />
    </Fieldset>
  );
}

const More = ({ rows, action }: { readonly rows: FieldRows; readonly action: string }): VNode => {
  const t = useTranslator();
  return <Button kind="secondary" name="step" value={moreRows(rows)} formAction={action}>{t(`location.field.${rows}.more`)}</Button>;
};
