import type { VNode } from 'preact';
import type { LocalDay } from '../kernel/index.js';
import { ReportForm, type FrameProps } from '../organisations/index.js';
import { Breadcrumbs, DescriptionList, Layout, PageHeading, Panel, TelephoneLink, translator, type FormState, type Notice } from '../web/index.js';
import { CONTACT_ROLE_LABELS } from './domain/index.js';
import { ContactStanding } from './location-contacts.js';
import { crumbs, locationPath } from './location.pages.js';
import type { RegisteredLocation } from './registered-location.js';

export type ContactReportPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly location: RegisteredLocation;
  /** The contact's place among those of the location. */
  readonly position: number;
  readonly today: LocalDay;
  readonly state: FormState | undefined;
};

/** One contact of a building: its number to dial, and the form to say what came of it. */
export function ContactReportPage({ frame, notices, location, position, today, state }: ContactReportPageProps): VNode {
  const t = translator(frame.language);
  const contact = location.contacts[position]!;
  const back = locationPath(location.id);
  return (
    <Layout {...frame} title={contact.name} notices={notices}>
      <Breadcrumbs items={[...crumbs(t), { href: back, label: location.name }]} current={contact.name} />
      <PageHeading kicker={t.of(CONTACT_ROLE_LABELS[contact.role])} title={contact.name} lead={contact.function} />
      <Panel id="bereikbaarheid" title={t('contact.report.title')} narrow>
        <DescriptionList items={[
          ...(contact.telephone ? [{ term: t('word.telephone'), value: <TelephoneLink number={contact.telephone} /> }] : []),
          ...(contact.email ? [{ term: t('word.email'), value: contact.email }] : []),
          { term: t('word.status'), value: <ContactStanding fact={location.facts.contacts[position]} /> },
        ]} />
        <p>{t('location.contact.report.explanation')}</p>
        <ReportForm action={`${back}/contacten/${position}`} hidden={{ version: String(location.version) }} state={state} today={today} />
      </Panel>
    </Layout>
  );
}
