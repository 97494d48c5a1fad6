import type { LocalDay, Translated } from '../../kernel/index.js';
import { CONTACT_ROLE_LABELS, listed } from './criterion-labels.js';
import { isOutOfReach } from './contact-report.js';
import type { Measure } from './criteria-of-facts.js';
import { daysLater, endMs, monthsLater, startMs } from './day-edges.js';
import { CONTACT_ROLES, type ContactFact, type ContactRole, type LocationFacts } from './location.js';
import { noticeOf } from './readiness-notices.js';
import { failed, type Phase, termPhases, type Timeline, timelineOf } from './timeline.js';

const rolesIn = (roles: readonly ContactRole[]): { readonly roles: Translated } => ({
  roles: listed(roles.map((role) => CONTACT_ROLE_LABELS[role])),
});

/** The newest confirmation that stands among the contacts of the role; who did not answer counts again once confirmed on a later day. */
function confirmedOn(contacts: readonly ContactFact[], role: ContactRole): LocalDay | null {
  let newest: LocalDay | null = null;
  for (const contact of contacts) {
    const { confirmedOn: day } = contact;
    if (contact.role !== role || day === null || isOutOfReach(contact)) continue;
    if (newest === null || day > newest) newest = day;
  }
  return newest;
}

function unreachable(contacts: readonly ContactFact[], roles: readonly ContactRole[]): Timeline {
  const absent = roles.filter((role) => !contacts.some((contact) => contact.role === role));
  if (absent.length > 0) return failed(() => noticeOf('CONTACT_MISSING', rolesIn(absent)));
  const missedOn = contacts.flatMap(({ role, notReachedOn }) => (notReachedOn !== null && roles.includes(role) ? [notReachedOn] : [])).sort();
  const on = missedOn[missedOn.length - 1];
  if (on === undefined) return failed(() => noticeOf('CONTACT_UNCONFIRMED', rolesIn(roles)));
  return failed(() => noticeOf('CONTACT_NOT_REACHED', { on: { day: on }, ...rolesIn(roles) }, { since: on }));
}

const NOT_YET_CONFIRMED: Phase = { from: -Infinity, state: 'failed', notice: () => noticeOf('CONTACT_UNCONFIRMED', rolesIn(CONTACT_ROLES)) };

/** Each role needs somebody who can be reached, so the criterion lasts as long as the oldest of the three confirmations. */
export function contactsTimeline({ contacts }: LocationFacts, { policy }: Measure): Timeline {
  const { validMonths, expiringDays } = policy.criteria.contacts;
  const days = CONTACT_ROLES.map((role) => confirmedOn(contacts, role));
  const confirmed = days.filter((day) => day !== null).sort();
  if (confirmed.length < days.length) return unreachable(contacts, CONTACT_ROLES.filter((_role, index) => days[index] === null));
  const oldest = confirmed[0]!;
  const from = startMs(confirmed[confirmed.length - 1]!);
  if (validMonths === null) return timelineOf([NOT_YET_CONFIRMED, { from, state: 'met', lastDay: null }]);
  const lastDay = monthsLater(oldest, validMonths);
  const params = () => ({ lastDay: { day: lastDay }, ...rolesIn(CONTACT_ROLES.filter((_role, index) => days[index] === oldest)) });
  return timelineOf([
    NOT_YET_CONFIRMED,
    ...termPhases({
      from,
      until: endMs(lastDay),
      lastDay,
      expiringDays,
      expiring: () => noticeOf('CONTACT_EXPIRING', params(), { until: lastDay }),
      over: () => noticeOf('CONTACT_EXPIRED', params(), { since: daysLater(lastDay, 1) }),
    }),
  ]);
}
