import type { OrganisationKind } from '../../kernel/index.js';

const EVERYONE = ['ministry', 'province', 'municipality', 'red-cross', 'coa', 'operations', 'auditor'] as const;
const ALL_BUT_AUDITOR = ['ministry', 'province', 'municipality', 'red-cross', 'coa', 'operations'] as const;
/** Those who owe something within a deployment; who owes which milestone is agreed per request and checked there. */
const PARTIES = ['municipality', 'red-cross', 'coa'] as const;

/**
 * Which kinds of organisation may do what (DOMAIN.md, "Who uses it"). What is not listed is refused.
 * This says whether a role may try at all; whose location, alert or milestone it is, is a matter of scope in the room that holds it.
 */
const TABLE = {
  'overview.read': EVERYONE,
  'organisation.read': EVERYONE,
  'organisation.manage': ['operations'],
  'contact.read': EVERYONE,
  'contact.manage': ALL_BUT_AUDITOR,
  /** Saying that a contact was telephoned, and reached or not: one's own, and everybody's by who watches over all. */
  'contact.report': ALL_BUT_AUDITOR,
  /** The secret link to the organisation's own calendar. */
  'calendar-link.manage': ALL_BUT_AUDITOR,
  /** The duty numbers of other organisations; of which is a matter of scope. */
  'duty-number.read': ['ministry', 'province', 'operations', 'auditor'],

  'request.read': EVERYONE,
  'request.create': ['ministry'],
  'request.answer': ['province'],
  'coverage.read': EVERYONE,
  /** A municipality its own share, the others those of the requests they see. */
  'share.read': ['ministry', 'province', 'municipality', 'operations', 'auditor'],
  /** The report for the regietafel: who sees the shares of all municipalities. */
  'status-report.read': ['ministry', 'province', 'operations', 'auditor'],
  'share.ask': ['province'],
  'share.answer': ['municipality'],

  'location.read': EVERYONE,
  'location.write': ['municipality'],
  /** Saying that nothing has changed: on the page, or with the link in a message. */
  'location.confirm': ['municipality'],
  /** Saying that a contact of the building was telephoned, and reached or not. */
  'location.report-contact': ['ministry', 'municipality', 'operations'],
  'inspection.write': ['municipality'],

  'defect.read': EVERYONE,
  'defect.open': ['municipality', 'operations'],
  /** Whoever owes it, which can be any organisation. */
  'defect.solve': ALL_BUT_AUDITOR,
  'defect.withdraw': ['municipality', 'operations'],
  /** Who may see a location's contacts sees its documents; of which locations is a matter of scope. */
  'document.read': ['ministry', 'province', 'municipality', 'operations', 'auditor'],
  'document.write': ['municipality'],

  'activation.read': EVERYONE,
  /** Real activations and exercises. */
  'activation.trigger': ['ministry'],
  'activation.trigger-exercise': ['ministry', 'operations'],
  /** Putting the deadline off. */
  'activation.extend': ['ministry'],
  'activation.cancel': ['ministry'],
  'activation.stand-down': ['ministry'],
  /** Cancelling or standing down an exercise: who may start one may end it. */
  'activation.end-exercise': ['ministry', 'operations'],
  /** Confirming, or disputing, what operations triggered on an official's order by telephone. */
  'activation.confirm': ['ministry'],

  /** Officials of the ministry who may order an activation by telephone. */
  'mandate.read': ['ministry', 'operations', 'auditor'],
  'mandate.manage': ['ministry'],
  /** Carrying out such an order: one person records it and calls back, another confirms. */
  'trigger-request.work': ['operations'],

  /** Putting a location into a running activation by hand. */
  'deployment.add': ['ministry', 'operations'],
  /** Asking for more places than at the trigger, with an outcome of their own. */
  'deployment.add-extra': ['ministry'],
  /** Reporting that a building drops out. */
  'deployment.fail': ['municipality', 'operations', 'ministry'],
  'deployment.open': PARTIES,
  /** Asking a municipality for a longer stay; only its own answer moves the last night. */
  'stay.ask': ['ministry', 'operations'],
  'stay.answer': ['municipality'],

  /** Who must be telephoned, with the numbers; telephoning is for the duty desk. */
  'call-task.read': ['ministry', 'operations', 'auditor'],
  'call-task.work': ['operations'],

  'alert.read': EVERYONE,
  'alert.receive': ALL_BUT_AUDITOR,
  'commitment.give': PARTIES,
  'milestone.complete': PARTIES,
  'presence.report': ['coa'],
  /** Whom the municipality informs before the first person arrives. */
  'information.report': ['municipality'],
  'press-line.write': ['ministry', 'operations'],
  'ride.report': ['coa'],

  /** Telling systems of one's own of what happens in an activation; the duty desk sees whether it gets through. */
  'webhook.read': ['red-cross', 'coa', 'operations', 'auditor'],
  'webhook.manage': ['red-cross', 'coa'],

  'record.read': ['ministry', 'operations', 'auditor'],
  'mailbox.read': EVERYONE,
} as const satisfies Record<string, readonly OrganisationKind[]>;

/** Something a role may or may not do. */
export type Action = keyof typeof TABLE;

export const PERMISSIONS: Readonly<Record<Action, readonly OrganisationKind[]>> = TABLE;
export const ACTIONS = Object.keys(TABLE) as readonly Action[];

/** True when an organisation of this kind may do this. Whatever the table does not know is refused. */
export function isPermitted(kind: OrganisationKind, action: Action): boolean {
  return Object.hasOwn(PERMISSIONS, action) && PERMISSIONS[action].includes(kind);
}

/** The kinds that may do at least one of these, in the fixed order of kinds. */
export const kindsPermitted = (actions: readonly Action[]): OrganisationKind[] =>
  EVERYONE.filter((kind) => actions.some((action) => isPermitted(kind, action)));
