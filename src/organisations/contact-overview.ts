import { Injectable } from '@nestjs/common';
import { addDays, dayOf, endOfDay, NOT_FOUND, Problem, startOfDay, type Instant, type LocalDay, type Scope } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import type { ContactRow } from './contact.entity.js';
import { inAlertOrder, viewsOf, type ContactView } from './contact-views.js';
import { dutyAt, dutySegments, type DutySegment } from './domain/duty-roster.js';
import type { DutyExceptionRow } from './duty-exception.entity.js';
import { contactsOf, exceptionsOf, rosterFrom, shiftsOf } from './duty-roster-reader.js';
import type { DutyShiftRow } from './duty-shift.entity.js';
import { Organisations, seesContactsOf, type Organisation } from './organisations.js';

/** Everything about reaching one organisation. */
export type ContactOverview = {
  readonly organisation: Organisation;
  /** In the order in which they are alerted now; the duty numbers without duty now behind them. */
  readonly contacts: readonly ContactView[];
  /** True when nobody is on the roster now, so that every duty number counts. */
  readonly gap: boolean;
  readonly shifts: readonly DutyShiftRow[];
  /** Those that run and those to come. */
  readonly exceptions: readonly DutyExceptionRow[];
  /** Who has duty on the days from today on. */
  readonly days: readonly { readonly day: LocalDay; readonly segments: readonly DutySegment<ContactRow>[] }[];
  readonly now: Instant;
};

const DAYS_AHEAD = 7;

@Injectable()
export class ContactOverviews {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
  ) {}

  /** Throws REQUEST.NOT_FOUND (404) for an organisation whose contacts the scope may not see. */
  async of(scope: Scope, organisationId: string): Promise<ContactOverview> {
    const organisation = await this.organisations.byId(this.database, scope, organisationId);
    if (!organisation || !(await seesContactsOf(this.database, scope, organisationId))) throw new Problem(NOT_FOUND);
    const now = await this.database.now();
    const contacts = await contactsOf(this.database, [organisationId]);
    const shifts = await shiftsOf(this.database, [organisationId]);
    const exceptions = await exceptionsOf(this.database, [organisationId], now);
    const roster = rosterFrom(shifts, exceptions);
    const today = dayOf(now);
    const days = Array.from({ length: DAYS_AHEAD }, (_, index) => addDays(today, index));
    return {
      organisation, shifts, exceptions, now,
      contacts: await viewsOf(this.database, inAlertOrder({ contacts, roster }, now), now),
      gap: dutyAt(roster, contacts, now).gap,
      days: days.map((day) => ({ day, segments: dutySegments(roster, contacts, { from: startOfDay(day), until: endOfDay(day) }) })),
    };
  }
}
