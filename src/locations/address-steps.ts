import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../kernel/index.js';
import type { FormBody } from '../platform/http/index.js';
import { AddressLookup, type AddressSuggestion, type FoundAddress } from './address-lookup.js';
import { addressQuery, municipalityOn } from './domain/index.js';
import { textOf } from './form-steps.js';

/** How the search for an address stands. `off`: there is no service to search with. */
export type AddressSearchState =
  | { readonly status: 'off' | 'idle' | 'too-short' | 'none' | 'away' | 'gone' }
  | { readonly status: 'found'; readonly suggestions: readonly AddressSuggestion[] }
  | { readonly status: 'taken'; readonly address: string }
  | { readonly status: 'elsewhere'; readonly municipality: string };

/** The municipality of who fills in the form, as of today. */
export type OwnPlace = { readonly code: string | null; readonly today: LocalDay };

/** What a step does to the form: how the search stands, and the fields that it fills in. */
export type AddressStep = { readonly search: AddressSearchState; readonly fields: Readonly<Record<string, string>> };

const only = (search: AddressSearchState): AddressStep => ({ search, fields: {} });

/** The search for an address in a form, the same with script and without. */
@Injectable()
export class AddressSteps {
  constructor(private readonly addresses: AddressLookup) {}

  /** How the search stands in a form that was not searched with yet. */
  get atFirst(): AddressSearchState {
    return { status: this.addresses.available ? 'idle' : 'off' };
  }

  async find(typed: string): Promise<AddressSearchState> {
    if (addressQuery(typed) === null) return { status: 'too-short' };
    const found = await this.addresses.suggest(typed);
    if (!found.ok) return { status: found.error };
    return found.value.length === 0 ? { status: 'none' } : { status: 'found', suggestions: found.value };
  }

  async take(id: string, own: OwnPlace): Promise<AddressStep> {
    const found = await this.addresses.lookup(id);
    if (!found.ok) return only({ status: found.error });
    if (found.value === null) return only({ status: 'gone' });
    const address = found.value;
    const liesIn = municipalityOn(address.municipalityCode, own.today)?.code ?? address.municipalityCode;
    if (liesIn !== municipalityOn(own.code, own.today)?.code) return only({ status: 'elsewhere', municipality: address.municipalityName });
    return { search: { status: 'taken', address: `${address.street} ${address.houseNumber}, ${address.place}` }, fields: fieldsFrom(address) };
  }

  /** The step as the form without script takes it. Without a choice there is nothing to take: it searches. */
  async stepWith(kind: 'find-address' | 'take-address', body: FormBody, own: OwnPlace): Promise<AddressStep> {
    const choice = textOf(body['addressChoice']);
    return kind === 'take-address' && choice !== '' ? this.take(choice, own) : only(await this.find(textOf(body['addressSearch'])));
  }
}

/** An address that was found, as the fields of the form; what it has not is emptied, for it belongs to the address that was there before. */
const fieldsFrom = ({ street, houseNumber, postcode, place, bagId, latitude, longitude }: FoundAddress): Record<string, string> => ({
  street, houseNumber, postcode: postcode ?? '', place, bagId: bagId ?? '', latitude: latitude === null ? '' : String(latitude), longitude: longitude === null ? '' : String(longitude),
});
