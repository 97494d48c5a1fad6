import type { VNode } from 'preact';
import { dayOf, type LocalDay } from '../../kernel/index.js';
import {
  Badge, Breadcrumbs, Button, DataTable, DateInput, DayText, EmptyState, Form, Layout, PageHeading, Panel, PATHS, Select, StatusBadge, TelephoneLink, TextInput, translator, useTranslator,
  type FormState, type Notice,
} from '../../web/index.js';
import type { ContactRow } from '../contact.entity.js';
import type { FrameProps } from '../page-frame.js';
import type { MandateView } from './mandates.js';

export const MANDATES_PATH = `${PATHS.contacts}/mandaten`;

type MandatesPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly mandates: readonly MandateView[];
  readonly mayManage: boolean;
  /** Those who can be given a mandate: contacts with a number. Empty for who only reads. */
  readonly contacts: readonly ContactRow[];
  readonly state: FormState | undefined;
  readonly today: LocalDay;
  readonly pageKey: string;
};

/** Who may order an activation by telephone. */
export function MandatesPage({ frame, notices, mandates, mayManage, contacts, state, today, pageKey }: MandatesPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('mandate.title')} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.contacts, label: t('contact.title') }]} current={t('mandate.title')} />
      <PageHeading title={t('mandate.title')} lead={t('mandate.lead')} />
      <div class="flow-wide">
        <Panel id="mandaten" title={t('mandate.list')}>
          {mandates.length === 0 ? <EmptyState text={t('mandate.none')} /> : (
            <DataTable<MandateView>
              caption={t('mandate.list')}
              captionHidden
              rows={mandates}
              rowKey={({ mandate }) => mandate.id}
              columns={[
                { key: 'who', header: t('mandate.who'), rowHeader: true, cell: ({ contact }) => <>{contact.name}<p class="data-table__note">{contact.function}</p></> },
                { key: 'number', header: t('mandate.number'), cell: (view) => <RegisteredNumber view={view} /> },
                { key: 'valid', header: t('mandate.valid'), cell: ({ mandate }) => <><DayText day={mandate.validFrom} format="short" /> {t('mandate.until')} <DayText day={mandate.validUntil} format="short" /></> },
                { key: 'reference', header: t('mandate.reference'), cell: ({ mandate }) => mandate.reference },
                { key: 'state', header: t('word.status'), cell: (view) => <StateOf view={view} mayManage={mayManage} /> },
              ]}
            />
          )}
        </Panel>
        {mayManage && <GiveMandate contacts={contacts} state={state} today={today} pageKey={pageKey} />}
      </div>
    </Layout>
  );
}

/** The number to call back, with what is known of it: changed since the mandate was given is something to look at. */
export function RegisteredNumber({ view: { mandate, contact, telephone, report } }: { readonly view: MandateView }): VNode {
  const t = useTranslator();
  const changed = contact.telephoneChangedAt;
  return (
    <div class="flow-tight">
      {telephone ? <TelephoneLink number={telephone} /> : t('mandate.number.none')}
      {changed && <p class="data-table__note">{t('mandate.number.changed')} <DayText day={dayOf(changed)} format="short" /></p>}
      {changed && changed > mandate.createdAt && <Badge tone="warning" icon="exclamation">{t('mandate.number.changed-since')}</Badge>}
      {report
        ? <p class="data-table__note"><StatusBadge of="reachability" state={report.outcome} /> <DayText day={report.calledOn} format="short" /></p>
        : <p class="data-table__note">{t('mandate.number.never-called')}</p>}
    </div>
  );
}

function StateOf({ view: { mandate, contact, state }, mayManage }: { readonly view: MandateView; readonly mayManage: boolean }): VNode {
  const t = useTranslator();
  return (
    <div class="flow-tight">
      <StatusBadge of="mandate" state={state} />
      {mayManage && !mandate.withdrawnAt && state !== 'expired' && (
        <Form action={`${MANDATES_PATH}/${mandate.id}/intrekken`} hidden={{ version: String(mandate.version) }} label={t('mandate.withdraw.of', { name: contact.name })}>
          <Button kind="secondary" about={contact.name}>{t('mandate.withdraw')}</Button>
        </Form>
      )}
    </div>
  );
}

function GiveMandate({ contacts, state, today, pageKey }: Pick<MandatesPageProps, 'contacts' | 'state' | 'today' | 'pageKey'>): VNode {
  const t = useTranslator();
  return (
    <Panel id="geven" title={t('mandate.give')} narrow>
      {contacts.length === 0 ? <EmptyState text={t('mandate.give.no-contacts')} /> : (
        <Form action={MANDATES_PATH} hidden={{ idempotencyKey: pageKey }} state={state} label={t('mandate.give')}>
          <Select name="contactId" label={t('mandate.who')} hint={t('mandate.who.hint')} options={contacts.map(({ id, name, function: role }) => ({ value: id, label: `${name}, ${role}` }))} />
          <DateInput name="validFrom" label={t('mandate.from')} value={today} />
          <DateInput name="validUntil" label={t('mandate.last-day')} />
          <TextInput name="reference" label={t('mandate.reference')} hint={t('mandate.reference.hint')} />
          <Button>{t('mandate.give')}</Button>
        </Form>
      )}
    </Panel>
  );
}
