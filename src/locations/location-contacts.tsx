import type { VNode } from 'preact';
import { BadgeRow, DataTable, DayText, Panel, PATHS, StatusBadge, TelephoneLink, useTranslator } from '../web/index.js';
import type { AssessedLocation } from './assess-location.js';
import { CONTACT_ROLE_LABELS, type ContactFact, isOutOfReach } from './domain/index.js';
import type { LocationContact } from './standby-location.entity.js';

/** Whether a contact counts as reachable, and since when that is known. */
export function ContactStanding({ fact }: { readonly fact: ContactFact | undefined }): VNode {
  const { confirmedOn = null, notReachedOn = null } = fact ?? {};
  if (fact && isOutOfReach(fact)) return <BadgeRow><StatusBadge of="reachability" state="not-reached" /> <DayText day={notReachedOn!} format="short" /></BadgeRow>;
  if (confirmedOn === null) return <StatusBadge of="reachability" state="unknown" />;
  return <BadgeRow><StatusBadge of="reachability" state="reached" /> <DayText day={confirmedOn} format="short" /></BadgeRow>;
}

type Row = { readonly contact: LocationContact; readonly fact: ContactFact | undefined; readonly position: number };

/** Whom to call about the building, and whether they were reached. `mayReport`: for who may say so. */
export function ContactsPanel({ assessed: { location }, mayReport }: { readonly assessed: AssessedLocation; readonly mayReport: boolean }): VNode {
  const t = useTranslator();
  const { contacts, contactsVisible, facts } = location;
  return (
    <Panel id="contacten" title={t('location.contacts')}>
      {!contactsVisible ? <p>{t('location.contacts.hidden')}</p> : (
        <DataTable<Row>
          caption={t('location.contacts')}
          captionHidden
          rows={contacts.map((contact, position) => ({ contact, position, fact: facts.contacts[position] }))}
          rowKey={({ position }) => String(position)}
          empty={t('location.contacts.none')}
          columns={[
            { key: 'role', header: t('location.field.contacts.role'), rowHeader: true, cell: ({ contact }) => t.of(CONTACT_ROLE_LABELS[contact.role]) },
            { key: 'name', header: t('word.name'), cell: ({ contact }) => `${contact.name}, ${contact.function}` },
            { key: 'reach', header: t('word.telephone'), cell: ({ contact }) => <>{contact.telephone && <TelephoneLink number={contact.telephone} />} {contact.email}</> },
            {
              key: 'standing', header: t('word.status'), cell: ({ contact, fact, position }) => (
                <>
                  <ContactStanding fact={fact} />
                  {mayReport && <p><a href={`${PATHS.locations}/${location.id}/contacten/${position}`}>{t('contact.report.link')}<span class="visually-hidden"> {contact.name}</span></a></p>}
                </>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
