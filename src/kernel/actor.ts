import type { Language } from './language.js';
import type { OrganisationKind, Scope } from './scope.js';

/** How a decision reached us. */
export type Channel = 'page' | 'api' | 'answer-link' | 'telephone' | 'system';

/** Who decides, on behalf of which organisation, and from where. Personal values never enter the sealed record. */
export type Actor = {
  readonly scope: Scope;
  readonly kind: OrganisationKind | 'system';
  readonly organisationId: string | null;
  /** The signed-in person, or the person to whom the key belongs; null for a machine's key and for the system. */
  readonly personId: string | null;
  readonly apiKeyId: string | null;
  readonly name: string;
  readonly function: string;
  readonly channel: Channel;
  readonly language: Language;
  /** Address and agent of the request, for the record's personal part; null for the system. */
  readonly ip: string | null;
  readonly agent: string | null;
};

export const SYSTEM_ACTOR: Actor = {
  scope: { kind: 'system' },
  kind: 'system',
  organisationId: null,
  personId: null,
  apiKeyId: null,
  name: 'Achter de Hand',
  function: 'system',
  channel: 'system',
  language: 'nl',
  ip: null,
  agent: null,
};
