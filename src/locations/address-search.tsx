import { h, type JSX, type VNode } from 'preact';
import { Alert, AllOptional, Button, Fieldset, FormField, RadioGroup, useTranslator, type FormState } from '../web/index.js';
import type { AddressSearchState } from './address-steps.js';
import { ADDRESS_FIELDS } from './location-fields.js';
import { Question } from './location-form-fields.js';

export const FIND_ADDRESS = 'find-address';
export const TAKE_ADDRESS = 'take-address';
/** Where the search answers a script. */
export const ADDRESSES_PATH = '/locaties/adressen';

export type AddressProps = { readonly search: AddressSearchState; readonly municipality: string; readonly action: string; readonly state: FormState };

/** Where the building is: found with the address service, or typed. */
export function AddressFieldset(props: AddressProps): VNode {
  const t = useTranslator();
  return (
    <div id="adres">
      <Fieldset legend={t('location.form.address')}>
        {props.search.status !== 'off' && <AllOptional><AddressSearch {...props} /></AllOptional>}
        <div class="address-grid">{ADDRESS_FIELDS.map((field) => <Question key={field.name} field={field} required />)}</div>
        <div class="own-municipality" id="field-municipalityCode">
          <p><span class="own-municipality__term">{t('word.municipality')}</span> <strong>{props.municipality}</strong></p>
          <p class="utrecht-form-field-description">{t('location.form.own-municipality')}</p>
          {props.state.errors.filter(({ path }) => path === 'municipalityCode').map((error) => <p key={error.code} class="utrecht-form-field-error-message">{t.of(error.message, error.params)}</p>)}
        </div>
      </Fieldset>
    </div>
  );
}

// A custom element: with script it suggests while one types; without, its button asks the server and the page comes back.
function AddressSearch({ search, action }: AddressProps): JSX.Element {
  const t = useTranslator();
  return h(
    'address-search',
    { class: 'address-search flow', src: ADDRESSES_PATH },
    <div class="address-search__line">
      <FormField name="addressSearch" label={t('address.search')} hint={t('address.search.hint')} optional>
        {({ control, typed }) => <input {...control} class="utrecht-textbox utrecht-textbox--html-input field--full" type="search" maxLength={200} autoComplete="off" value={typed} data-search />}
      </FormField>
      <Button kind="secondary" name="step" value={FIND_ADDRESS} formAction={`${action}#adres`}>{t('address.search.button')}</Button>
    </div>,
    <ul class="address-search__list" data-list hidden aria-label={t('address.results')} />,
    <p class="address-search__status" role="status" data-status data-none={t('address.none')} data-away={t('address.away')} data-gone={t('address.gone')} data-one={t('address.suggestions.one', { n: '{n}' })} data-other={t('address.suggestions.other', { n: '{n}' })} data-taken={t('address.taken', { address: '{address}' })} data-elsewhere={t('address.elsewhere', { municipality: '{municipality}' })} />,
    <div data-answer class="flow"><SearchAnswer search={search} action={action} /></div>,
  );
}

function SearchAnswer({ search, action }: Pick<AddressProps, 'search' | 'action'>): VNode | null {
  const t = useTranslator();
  switch (search.status) {
    case 'off':
    case 'idle':
      return null;
    case 'found':
      return (
        <>
          <RadioGroup name="addressChoice" label={t('address.results')} hint={t('address.results.hint')} optional options={search.suggestions.map(({ id, label }) => ({ value: id, label }))} value={search.suggestions.length === 1 ? search.suggestions[0]!.id : null} />
          <Button kind="secondary" name="step" value={TAKE_ADDRESS} formAction={`${action}#adres`}>{t('address.take')}</Button>
        </>
      );
    case 'taken':
      return <Alert kind="success"><p>{t('address.taken', { address: search.address })}</p></Alert>;
    case 'elsewhere':
      return <Alert kind="warning"><p>{t('address.elsewhere', { municipality: search.municipality })}</p></Alert>;
    default:
      return <Alert kind={search.status === 'away' ? 'warning' : 'info'}><p>{t(`address.${search.status}`)}</p></Alert>;
  }
}
