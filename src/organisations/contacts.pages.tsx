import type { VNode } from 'preact';
import { dayOf } from '../kernel/index.js';
import type { Page } from '../platform/http/index.js';
import { Alert, Badge, Breadcrumbs, DataTable, EmptyState, Layout, LinkButton, PageHeading, Pagination, Panel, PATHS, TelephoneLink, translator, useTranslator, type FormState, type Notice } from '../web/index.js';
import { AlertOrderPanel } from './contact-list.js';
import type { ContactOverview } from './contact-overview.js';
import { ComingDaysPanel, ExceptionsPanel, RosterPanel } from './duty-panels.js';
import type { DutyNumbersOf } from './duty-numbers.js';
import type { FrameProps } from './page-frame.js';

export type ContactsPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly overview: ContactOverview;
  readonly own: boolean;
  readonly mayManage: boolean;
  /** True for who may also see the duty numbers of others. */
  readonly seesOthers: boolean;
  /** True for who may see which officials can order an activation. */
  readonly seesMandates: boolean;
  readonly pageKey: string;
  /** Forms as they were sent, when they were refused. */
  readonly forms: { readonly shift?: FormState; readonly exception?: FormState };
};

/** The contacts and the roster of one organisation. */
export function ContactsPage({ frame, notices, overview, own, mayManage, seesOthers, seesMandates, pageKey, forms }: ContactsPageProps): VNode {
  const t = translator(frame.language);
  const { organisation, contacts, gap, now } = overview;
  const title = own ? t('contact.title') : organisation.name;
  return (
    <Layout {...frame} title={title} notices={notices}>
      <Breadcrumbs
        items={[{ href: PATHS.overview, label: t('navigation.overview') }, ...(own ? [] : [{ href: PATHS.contacts, label: t('contact.title') }, { href: `${PATHS.contacts}/organisaties`, label: t('contact.others.title') }])]}
        current={title}
      />
      <PageHeading
        kicker={own ? organisation.name : t('contact.title')}
        title={title}
        lead={t('contact.lead')}
        actions={own && <OtherLists mayManage={mayManage} seesOthers={seesOthers} seesMandates={seesMandates} />}
      />
      <div class="flow-wide">
        {gap && <Alert kind="warning"><p>{t('duty.gap')}</p></Alert>}
        {contacts.length > 0 && !contacts.some(({ contact }) => contact.email) && <Alert kind="warning"><p>{t('contact.no-email-at-all')}</p></Alert>}
        <AlertOrderPanel contacts={contacts} organisationId={organisation.id} mayManage={mayManage} pageKey={pageKey} />
        {contacts.length > 0 && (
          <>
            {contacts.some(({ contact }) => contact.duty) && <ComingDaysPanel overview={overview} />}
            <RosterPanel overview={overview} mayManage={mayManage} pageKey={pageKey} state={forms.shift} />
            <ExceptionsPanel overview={overview} mayManage={mayManage} pageKey={pageKey} state={forms.exception} today={dayOf(now)} />
          </>
        )}
      </div>
    </Layout>
  );
}

function OtherLists({ mayManage, seesOthers, seesMandates }: Pick<ContactsPageProps, 'mayManage' | 'seesOthers' | 'seesMandates'>): VNode {
  const t = useTranslator();
  return (
    <>
      {mayManage && <LinkButton kind="secondary" href={PATHS.calendar}>{t('calendar.page.open')}</LinkButton>}
      {seesOthers && <LinkButton kind="secondary" href={`${PATHS.contacts}/organisaties`}>{t('contact.others.title')}</LinkButton>}
      {seesMandates && <LinkButton kind="secondary" href={`${PATHS.contacts}/mandaten`}>{t('mandate.title')}</LinkButton>}
    </>
  );
}

export type DutyNumbersPageProps = { readonly frame: FrameProps; readonly notices: readonly Notice[]; readonly numbers: Page<DutyNumbersOf>; readonly seesOwn: boolean };

/** Whom to telephone now at every organisation. */
export function DutyNumbersPage({ frame, notices, numbers, seesOwn }: DutyNumbersPageProps): VNode {
  const t = translator(frame.language);
  const path = `${PATHS.contacts}/organisaties`;
  return (
    <Layout {...frame} title={t('contact.others.title')} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, ...(seesOwn ? [{ href: PATHS.contacts, label: t('contact.title') }] : [])]} current={t('contact.others.title')} />
      <PageHeading title={t('contact.others.title')} lead={t('contact.others.lead')} />
      <Panel id="piketnummers" title={t('contact.others.now')}>
        <DataTable<DutyNumbersOf>
          caption={t('contact.others.now')}
          captionHidden
          rows={numbers.items}
          rowKey={({ organisation }) => organisation.id}
          columns={[
            { key: 'organisation', header: t('word.organisation'), rowHeader: true, cell: ({ organisation }) => <a href={`${path}/${organisation.id}`}>{organisation.name}</a> },
            { key: 'who', header: t('contact.others.call'), cell: (row) => <WhomToCall {...row} /> },
          ]}
        />
        <Pagination page={numbers.page} pageSize={numbers.pageSize} total={numbers.total} hrefFor={(page) => `${path}?page=${page}`} />
      </Panel>
    </Layout>
  );
}

function WhomToCall({ numbers, duty, gap }: DutyNumbersOf): VNode {
  const t = useTranslator();
  if (numbers.length === 0) return <EmptyState text={t('contact.none')} />;
  return (
    <>
      <ul class="plain-list">
        {numbers.map(({ id, name, telephone }) => <li key={id}>{name}{' '}{telephone ? <TelephoneLink number={telephone} /> : t('contact.no-telephone')}</li>)}
      </ul>
      {gap && <Badge tone="warning" icon="exclamation">{t('duty.gap.badge')}</Badge>}
      {!duty && <Badge tone="neutral" icon="dash">{t('contact.others.person')}</Badge>}
    </>
  );
}
