import type { InformedKind } from '../../../config/informed-parties.js';
import type { GroupKey, Instant, LocalDay } from '../../kernel/index.js';
import { GROUP_KEYS } from '../../kernel/index.js';
import type { BuildingFacts } from './building-facts.js';
import type { FloorPlanDocument } from './documents.js';

/** `unknown` is a real answer: it never counts as yes, and a number that is unknown is null, never zero. */
export const ANSWERS = ['yes', 'no', 'unknown'] as const;
export type YesNoUnknown = (typeof ANSWERS)[number];

export const STAY_MODES = ['day-and-night', 'night-only', 'unknown'] as const;
export type StayMode = (typeof STAY_MODES)[number];

export const PERMIT_BASES = ['environmental-permit', 'toleration-decision', 'zoning-plan', 'unknown'] as const;
export type PermitBasis = (typeof PERMIT_BASES)[number];

/** What else the same places can have been promised to. */
export const OTHER_PURPOSES = ['ukraine-reception', 'spreidingswet', 'crisis-reception', 'booking'] as const;
export type OtherPurpose = (typeof OTHER_PURPOSES)[number];

/**
 * `confidential`: nobody outside the parties may know where it is; `council-informed`: the council knows as well;
 * `public`: everybody may. Who sees the address follows from it (`seesPlace`).
 */
export const CONFIDENTIALITIES = ['confidential', 'council-informed', 'public'] as const;
export type Confidentiality = (typeof CONFIDENTIALITIES)[number];

export const CONTACT_ROLES = ['authorises', 'opens', 'alternate'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** What readiness needs of a contact: never its name or number. */
export type ContactFact = {
  readonly role: ContactRole;
  /** Day on which the contact was last confirmed to be reachable day and night; null when never. */
  readonly confirmedOn: LocalDay | null;
  /** Day on which the contact was last called and did not answer; counts until a confirmation on a later day. */
  readonly notReachedOn: LocalDay | null;
};

export type OwnerAgreement = {
  /** Null when it is drawn up but not signed. */
  readonly signedOn: LocalDay | null;
  readonly signatory: string | null;
  /** Last day, included; null when it runs until it is cancelled. */
  readonly endsOn: LocalDay | null;
  /** Who pays, in words; null when that has not been agreed. */
  readonly whoPays: { readonly reserving: string | null; readonly use: string | null; readonly damage: string | null };
  /** Whether the owner's insurer knows that people are to sleep there. */
  readonly insurerTold: YesNoUnknown;
};

/** The municipality's consent. It is complete with a reference, a maximum, at least one group and a mandated official. */
export type CollegeDecision = {
  readonly decidedOn: LocalDay;
  readonly reference: string | null;
  readonly maximumPersons: number | null;
  /** Unaccompanied minors only when they are named here. */
  readonly groups: readonly GroupKey[];
  /** Days; null when the decision sets no longest stay. */
  readonly longestStayDays: number | null;
  /** In words; null when there are none. */
  readonly conditions: string | null;
  /** Conditions that hold back the first arrival: who must be informed before the building opens. Absent: the question was not asked yet. */
  readonly informBeforeOpening?: readonly InformedKind[];
  /** Last day, included; null when the decision names no end. */
  readonly endsOn: LocalDay | null;
  /** Function of the official who may release the building out of hours. */
  readonly mandatedOfficial: string | null;
};

export type Permit = {
  readonly basis: PermitBasis;
  /** Last day, included; null when it has no end. */
  readonly endsOn: LocalDay | null;
  /** Null when it names no number. */
  readonly maximumPersons: number | null;
};

export type BlockedPlaces = {
  readonly places: number;
  readonly reason: string;
  /** Last day on which they are blocked, included; null while nobody knows. */
  readonly until: LocalDay | null;
};

export const ROOM_USES = ['bedroom', 'sleeping-hall', 'living', 'dining', 'office', 'medical', 'storage', 'other'] as const;
export type RoomUse = (typeof ROOM_USES)[number];

/** Rooms of one kind; people sleep in the first two uses only. Once a bedroom is listed, every room in which people are to sleep has to be. */
export type Rooms = {
  readonly count: number;
  readonly use: RoomUse;
  /** Square metres of one such room; null when unknown. */
  readonly areaM2: number | null;
};

/** The facts of a standby location: what readiness and verified capacity are worked out from, and what else is known of the building. */
export type LocationFacts = BuildingFacts & {
  readonly id: string;
  readonly name: string;
  /** CBS code, `GM` and four digits. */
  readonly municipalityCode: string;
  readonly stayMode: StayMode;
  /** No: a part of a building. */
  readonly wholeBuilding: YesNoUnknown;
  /** What the municipality offers. It can lower the verified capacity, never raise it. */
  readonly claimedPlaces: number;
  readonly floorAreaM2: number | null;
  /** Square metres in which people are to sleep. */
  readonly sleepingAreaM2: number | null;
  readonly ceilingHeightM: number | null;
  /** Null or empty when the rooms are not listed, as with one open hall. */
  readonly rooms: readonly Rooms[] | null;
  readonly toilets: number | null;
  readonly showers: number | null;
  readonly empty: YesNoUnknown;
  readonly ownerAgreement: OwnerAgreement | null;
  readonly collegeDecision: CollegeDecision | null;
  readonly permit: Permit | null;
  readonly fireUseNotificationOn: LocalDay | null;
  readonly alsoPromisedTo: readonly OtherPurpose[] | 'unknown';
  readonly blockedPlaces: readonly BlockedPlaces[];
  /** Hours from the call until people can come in, as the municipality states it. */
  readonly leadTimeHours: number | null;
  /** The same, measured in a real activation or an exercise with the full window; wins over what is stated. */
  readonly measuredLeadTimeHours: number | null;
  readonly contacts: readonly ContactFact[];
  /** A floor plan with dimensions, as the municipality states it. */
  readonly floorPlanOnFile: YesNoUnknown;
  /** The floor plan among the location's documents; null when there is none. */
  readonly floorPlanDocument: FloorPlanDocument | null;
  readonly suits: Readonly<Record<GroupKey, YesNoUnknown>>;
  readonly confidentiality: Confidentiality;
  /** End of the last real stand-down: findings up to then no longer say anything about the building. Null when never used. */
  readonly findingsVoidedAt: Instant | null;
};

/** The groups that may stay here: the building suits them, and the college decision names them. Unknown is no. */
export const groupsSheltered = (location: Pick<LocationFacts, 'suits' | 'collegeDecision'>): GroupKey[] =>
  GROUP_KEYS.filter((group) => location.suits[group] === 'yes' && (location.collegeDecision?.groups ?? []).includes(group));
