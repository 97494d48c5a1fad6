import type { VNode } from 'preact';
import { dayOf } from '../kernel/index.js';
import { BadgeRow, Button, DataTable, DayText, EmptyState, Form, LinkButton, Panel, PATHS, StatusBadge, TelephoneLink, useTranslator } from '../web/index.js';
import { contactPath } from './contact-paths.pages.js';
import type { ContactView } from './contact-views.js';

type ViewProps = { readonly view: ContactView };

/** Whether mail reaches the contact, and since when that is known; whether it was reached when last telephoned. */
export function KnownOf({ view: { contact, address, report } }: ViewProps): VNode {
  const since = { none: null, unverified: null, awaiting: contact.testedAt, verified: contact.verifiedAt, refused: contact.refusedAt }[address];
  return (
    <div class="flow-tight">
      <BadgeRow><StatusBadge of="address" state={address} />{since && <DayText day={dayOf(since)} format="short" />}</BadgeRow>
      {report && <BadgeRow><StatusBadge of="reachability" state={report.outcome} /><DayText day={report.calledOn} format="short" /></BadgeRow>}
    </div>
  );
}

/** How the contact is reached: a number to dial, an address to write to. */
export function ReachOf({ view: { contact: { telephone, email } } }: ViewProps): VNode {
  return (
    <ul class="plain-list">
      {telephone && <li><TelephoneLink number={telephone} /></li>}
      {email && <li>{email}</li>}
    </ul>
  );
}

/** Sends a test message to one contact. */
export function TestForm({ view: { contact }, pageKey }: ViewProps & { readonly pageKey: string }): VNode {
  const t = useTranslator();
  return (
    <Form action={`${contactPath(contact.id)}/proefbericht`} hidden={{ idempotencyKey: `${pageKey}.${contact.id}` }}>
      <Button kind="secondary" about={contact.name}>{t('contact.test.send')}</Button>
    </Form>
  );
}

export type AlertOrderProps = {
  readonly contacts: readonly ContactView[];
  readonly organisationId: string;
  readonly mayManage: boolean;
  /** Makes every form of this page count once. */
  readonly pageKey: string;
};

/** Who is alerted, in which order, and whether they can be reached. */
export function AlertOrderPanel({ contacts, organisationId, mayManage, pageKey }: AlertOrderProps): VNode {
  const t = useTranslator();
  const add = `${PATHS.contacts}/nieuw?organisatie=${organisationId}`;
  const places = new Map(contacts.filter(({ standing }) => standing !== 'off-duty').map((view, index) => [view.contact.id, index + 1]));
  return (
    <Panel id="volgorde" title={t('contact.order.title')} aside={mayManage && contacts.length > 0 && <LinkButton href={add}>{t('contact.add')}</LinkButton>}>
      {contacts.length === 0 ? <EmptyState text={t('contact.none')} action={mayManage && <LinkButton href={add}>{t('contact.add')}</LinkButton>} /> : (
        <DataTable<ContactView>
          caption={t('contact.order.caption')}
          rows={contacts}
          rowKey={({ contact }) => contact.id}
          columns={[
            {
              key: 'who', header: t('contact.who'), rowHeader: true, cell: ({ contact }) => (
                <>{places.has(contact.id) && `${places.get(contact.id)}. `}<a href={contactPath(contact.id)}>{contact.name}</a><p class="data-table__note">{contact.function}</p></>
              ),
            },
            { key: 'standing', header: t('contact.standing'), cell: ({ standing }) => <StatusBadge of="standing" state={standing} /> },
            { key: 'reach', header: t('contact.reach'), cell: (view) => <ReachOf view={view} /> },
            { key: 'known', header: t('contact.known'), cell: (view) => <KnownOf view={view} /> },
            ...(mayManage ? [{ key: 'test', header: t('contact.test'), cell: (view: ContactView) => (view.contact.email ? <TestForm view={view} pageKey={pageKey} /> : t('contact.test.no-email')) }] : []),
          ]}
        />
      )}
    </Panel>
  );
}
