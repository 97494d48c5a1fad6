import type { Result } from '../kernel/index.js';

/** An address that fits what was typed; `id` is the service's own. */
export type AddressSuggestion = { readonly id: string; readonly label: string };

/** An address as the register of addresses (BAG) has it. */
export type FoundAddress = {
  readonly street: string;
  /** With its letter and addition. */
  readonly houseNumber: string;
  /** As it is stored, `9401 AB`; null where the address has none. */
  readonly postcode: string | null;
  readonly place: string;
  /** CBS code, `GM` and four digits. */
  readonly municipalityCode: string;
  readonly municipalityName: string;
  /** The BAG's identifier of the unit, stand or berth at this address: 16 digits. */
  readonly bagId: string | null;
  /** WGS84, degrees. */
  readonly latitude: number | null;
  readonly longitude: number | null;
};

/** `off`: nobody set a service; `away`: it does not answer in time, or not with what it should. */
export type LookupFault = 'off' | 'away';

/**
 * Looks up addresses with a service outside. An aid: whatever happens to it, an address can be typed by hand, so nothing
 * here throws. It takes up to two seconds: never call it inside a transaction.
 */
export abstract class AddressLookup {
  /** False when no service is set: a form then does not offer to search. */
  abstract readonly available: boolean;
  /** Addresses that begin like what was typed, the likeliest first. */
  abstract suggest(typed: string): Promise<Result<readonly AddressSuggestion[], LookupFault>>;
  /** The address with this id; null when the service has none. */
  abstract lookup(id: string): Promise<Result<FoundAddress | null, LookupFault>>;
}
