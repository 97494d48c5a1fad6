import type { VNode } from 'preact';
import { WEEKDAYS, type LocalDay } from '../kernel/index.js';
import {
  Button, CheckboxGroup, DataTable, DateInput, DayText, DescriptionList, Disclosure, EmptyState, Form, formatDayShort, LinkButton, Panel, PATHS, Select, TextInput, TimeInput, useTranslator, type FormState, type Translator,
} from '../web/index.js';
import type { ContactRow } from './contact.entity.js';
import type { ContactOverview } from './contact-overview.js';
import { contactPath } from './contact-paths.pages.js';
import type { DutyExceptionRow } from './duty-exception.entity.js';
import type { DutyShiftRow } from './duty-shift.entity.js';
import { DutyOfDay, hoursText, weekdaysText } from './duty-texts.js';

export type RosterProps = {
  readonly overview: ContactOverview;
  readonly mayManage: boolean;
  readonly pageKey: string;
  /** The form as it was sent, when it was refused. */
  readonly state: FormState | undefined;
};

const contactsOf = ({ contacts }: ContactOverview): ContactRow[] => contacts.map(({ contact }) => contact);
const nameOf = (overview: ContactOverview, id: string | null): string | undefined => contactsOf(overview).find((contact) => contact.id === id)?.name;
const formsOf = ({ organisation }: ContactOverview): string => `${PATHS.contacts}/organisaties/${organisation.id}`;

const FIELD_NAMES = {
  contactId: 'duty.who', weekdays: 'duty.weekdays', from: 'duty.from', until: 'duty.until', firstDay: 'duty.first-day', lastDay: 'duty.last-day', reason: 'word.reason',
} as const;

/** What a field of the roster is called, for the list of what is wrong. */
export const fieldName = (path: string, t: Translator): string | undefined =>
  (Object.hasOwn(FIELD_NAMES, path) ? t(FIELD_NAMES[path as keyof typeof FIELD_NAMES]) : undefined);

/** Who has duty on the coming days. */
export function ComingDaysPanel({ overview }: { readonly overview: ContactOverview }): VNode {
  const t = useTranslator();
  return (
    <Panel id="dienst" title={t('duty.days.title')}>
      <DescriptionList items={overview.days.map(({ day, segments }) => ({ term: formatDayShort(day, t.language), value: <DutyOfDay day={day} segments={segments} /> }))} />
    </Panel>
  );
}

/** The days and hours of a weekly shift. */
export function ShiftFields({ shift }: { readonly shift?: DutyShiftRow }): VNode {
  const t = useTranslator();
  return (
    <>
      <CheckboxGroup name="weekdays" label={t('duty.weekdays')} hint={t('duty.weekdays.hint')} values={shift?.weekdays.map(String) ?? []} options={WEEKDAYS.map((day) => ({ value: String(day), label: t(`weekday.${day}`) }))} />
      <div class="field-grid">
        <TimeInput name="from" label={t('duty.from')} value={shift?.from} />
        <TimeInput name="until" label={t('duty.until')} hint={t('duty.until.hint')} value={shift?.until} />
      </div>
    </>
  );
}

/** The weekly shifts, with a form to add one. */
export function RosterPanel({ overview, mayManage, pageKey, state }: RosterProps): VNode {
  const t = useTranslator();
  const numbers = contactsOf(overview).filter(({ duty }) => duty);
  const rows = overview.shifts.filter(({ contactId }) => numbers.some(({ id }) => id === contactId));
  return (
    <Panel id="rooster" title={t('duty.roster.title')}>
      <p>{t('duty.roster.explanation')}</p>
      {numbers.length > 0 && (
        <DataTable<DutyShiftRow>
          caption={t('duty.roster.title')}
          captionHidden
          rows={rows}
          rowKey={({ id }) => id}
          empty={t('duty.roster.none')}
          columns={[
            { key: 'who', header: t('duty.who'), rowHeader: true, cell: ({ contactId }) => nameOf(overview, contactId) },
            { key: 'days', header: t('duty.weekdays'), cell: ({ weekdays }) => weekdaysText(weekdays, t) },
            { key: 'hours', header: t('duty.hours'), cell: ({ from, until }) => hoursText(from, until, t) },
            ...(mayManage ? [{ key: 'actions', header: t('word.actions'), cell: (shift: DutyShiftRow) => <ShiftActions shift={shift} name={nameOf(overview, shift.contactId) ?? ''} /> }] : []),
          ]}
        />
      )}
      {numbers.length === 0 && <EmptyState text={t('duty.no-number')} action={mayManage && <LinkButton kind="secondary" href={`${PATHS.contacts}/nieuw?organisatie=${overview.organisation.id}&piket=ja`}>{t('duty.add-number')}</LinkButton>} />}
      {mayManage && numbers.length > 0 && (
        <Disclosure id="dienst-toevoegen" title={t('duty.shift.add')} open={state !== undefined}>
          <Form action={`${formsOf(overview)}/diensten`} hidden={{ idempotencyKey: `${pageKey}.shift` }} state={state} label={t('duty.shift.add')} scope="shift" nameOf={(path) => fieldName(path, t)}>
            <Select name="contactId" label={t('duty.number')} value={numbers.length === 1 ? numbers[0]!.id : null} options={numbers.map(({ id, name }) => ({ value: id, label: name }))} />
            <ShiftFields />
            <Button kind="secondary">{t('duty.shift.add')}</Button>
          </Form>
        </Disclosure>
      )}
    </Panel>
  );
}

function ShiftActions({ shift, name }: { readonly shift: DutyShiftRow; readonly name: string }): VNode {
  const t = useTranslator();
  const path = `${contactPath(shift.contactId)}/diensten/${shift.id}`;
  const about = `${name}, ${weekdaysText(shift.weekdays, t)} ${hoursText(shift.from, shift.until, t)}`;
  return (
    <div class="button-row">
      <LinkButton kind="secondary" href={path} about={about}>{t('button.change')}</LinkButton>
      <Form action={`${path}/verwijderen`} hidden={{ version: String(shift.version) }}><Button kind="secondary" about={about}>{t('button.remove')}</Button></Form>
    </div>
  );
}

/** Days on which the weekly roster does not hold, with a form to add some. */
export function ExceptionsPanel({ overview, mayManage, pageKey, state, today }: RosterProps & { readonly today: LocalDay }): VNode {
  const t = useTranslator();
  return (
    <Panel id="uitzonderingen" title={t('duty.exceptions.title')}>
      <p>{t('duty.exceptions.explanation')}</p>
      <DataTable<DutyExceptionRow>
        caption={t('duty.exceptions.title')}
        captionHidden
        rows={overview.exceptions}
        rowKey={({ id }) => id}
        empty={t('duty.exceptions.none')}
        columns={[
          {
            key: 'days', header: t('word.period'), rowHeader: true, cell: ({ firstDay, lastDay, from, until }) => (
              <><DayText day={firstDay} format="short" />{lastDay !== firstDay && <> – <DayText day={lastDay} format="short" /></>}{from && until && <><br />{hoursText(from, until, t)}</>}</>
            ),
          },
          { key: 'who', header: t('duty.stands-in'), cell: ({ contactId }) => nameOf(overview, contactId) ?? t('duty.stands-in.nobody') },
          { key: 'reason', header: t('word.reason'), cell: ({ reason }) => reason },
          ...(mayManage ? [{ key: 'actions', header: t('word.actions'), cell: ({ id, version, reason }: DutyExceptionRow) => (
            <Form action={`${PATHS.contacts}/uitzonderingen/${id}/verwijderen`} hidden={{ version: String(version) }}><Button kind="secondary" about={reason}>{t('button.remove')}</Button></Form>
          ) }] : []),
        ]}
      />
      {mayManage && (
        <Disclosure id="uitzondering-toevoegen" title={t('duty.exception.add')} open={state !== undefined}>
          <Form action={`${formsOf(overview)}/uitzonderingen`} hidden={{ idempotencyKey: `${pageKey}.exception` }} state={state} label={t('duty.exception.add')} scope="exception" nameOf={(path) => fieldName(path, t)}>
            <div class="field-grid">
              <DateInput name="firstDay" label={t('duty.first-day')} value={today} />
              <DateInput name="lastDay" label={t('duty.last-day')} hint={t('duty.last-day.hint')} optional />
              <TimeInput name="from" label={t('duty.from')} optional />
              <TimeInput name="until" label={t('duty.until')} hint={t('duty.exception.hours.hint')} optional />
            </div>
            <Select name="contactId" label={t('duty.stands-in')} hint={t('duty.stands-in.hint')} optional options={contactsOf(overview).map(({ id, name }) => ({ value: id, label: name }))} />
            <TextInput name="reason" label={t('word.reason')} />
            <Button kind="secondary">{t('duty.exception.add')}</Button>
          </Form>
        </Disclosure>
      )}
    </Panel>
  );
}
