import type { PastActivation, PastExtension } from '../../activations/index.js';
import type { CallBecause, CallResult, DeliveryState } from '../../alerts/index.js';
import type { Instant } from '../../kernel/index.js';
import type { LeadTimes } from '../../locations/index.js';

/** One message to one contact of an organisation. */
export type SentMessage = {
  readonly id: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly possiblySentTwice: boolean;
  /** The message that took its place after an outage, when `superseded`. */
  readonly supersededBy: string | null;
};

/** The alert of an organisation with everything that followed in its thread. */
export type AlertedOrganisation = {
  readonly organisationId: string;
  /** False for who is told only, and owes no answer. */
  readonly asked: boolean;
  readonly alertedAt: Instant;
  readonly messages: readonly SentMessage[];
};

export type TelephonedOrganisation = {
  readonly organisationId: string;
  readonly because: CallBecause;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly closeReason: 'answered' | 'not-needed' | null;
  /** Results in the order of the calls. */
  readonly results: readonly CallResult[];
};

/** What a report afterwards is made from. Organisations by id; nobody’s name. */
export type AfterActionFacts = PastActivation & {
  readonly extensions: readonly PastExtension[];
  readonly alerted: readonly AlertedOrganisation[];
  readonly telephoned: readonly TelephonedOrganisation[];
  /** Whether a duration that was measured now proves anything; a compressed exercise proves nothing. */
  readonly provesLeadTime: boolean;
  readonly leadTimes: readonly LeadTimes[];
  /** Activations of the same locations that ended before this one began, newest first. */
  readonly earlier: readonly PastActivation[];
};

/** Whether the reader may know this organisation. What others did is told by their part only, never by their name. */
export type Sees = (organisationId: string) => boolean;
