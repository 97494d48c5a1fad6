import type { VNode } from 'preact';
import { formatTelephone, LANGUAGES, type LocalDay } from '../kernel/index.js';
import {
  Alert, BadgeRow, Breadcrumbs, Button, ButtonGroup, Checkbox, Columns, DataTable, DayText, DescriptionList, Form, Layout, LinkButton, NumberInput, PageHeading, Panel, PATHS, RadioGroup, StatusBadge,
  TelephoneLink, TextInput, translator, type Crumb, type FormState, type Notice, type Translator,
} from '../web/index.js';
import type { ContactRow } from './contact.entity.js';
import { KnownOf, TestForm } from './contact-list.js';
import { contactPath } from './contact-paths.pages.js';
import type { ContactView } from './contact-views.js';
import { ShiftFields } from './duty-panels.js';
import type { DutyShiftRow } from './duty-shift.entity.js';
import type { FrameProps } from './page-frame.js';
import type { ReachabilityReportRow } from './reachability-report.entity.js';
import { ReportForm } from './report-form.js';

/** Where a page about a contact leads back to: the contacts of its organisation. */
export type BackTo = { readonly href: string; readonly label: string };

const crumbsTo = (back: BackTo, t: Translator): Crumb[] => [{ href: PATHS.overview, label: t('navigation.overview') }, back];

export type ContactPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly back: BackTo;
  readonly view: ContactView;
  readonly reports: readonly ReachabilityReportRow[];
  readonly mayManage: boolean;
  readonly mayReport: boolean;
  readonly today: LocalDay;
  readonly pageKey: string;
  /** The report as it was sent, when it was refused. */
  readonly state: FormState | undefined;
};

/** One contact: how it is reached, what is known of that, and the ways to find out. */
export function ContactPage({ frame, notices, back, view, reports, mayManage, mayReport, today, pageKey, state }: ContactPageProps): VNode {
  const t = translator(frame.language);
  const { contact, standing } = view;
  const path = contactPath(contact.id);
  return (
    <Layout {...frame} title={contact.name} notices={notices}>
      <Breadcrumbs items={crumbsTo(back, t)} current={contact.name} />
      <PageHeading
        kicker={t(contact.duty ? 'contact.kind.duty' : 'contact.kind.person')}
        title={contact.name}
        lead={contact.function}
        status={standing !== 'person' && <StatusBadge of="standing" state={standing} />}
        actions={mayManage && <LinkButton href={`${path}/wijzigen`}>{t('button.change')}</LinkButton>}
      />
      <Columns
        main={<ReachabilityPanel view={view} mayManage={mayManage} pageKey={pageKey} t={t} />}
        side={<>
          <Panel id="gebeld" title={t('contact.report.title')}>
            {reports.length > 0 && <Reports reports={reports} t={t} />}
            {mayReport && <ReportForm action={`${path}/gebeld`} hidden={{ idempotencyKey: `${pageKey}.report` }} state={state} today={today} />}
            {!mayReport && reports.length === 0 && <p>{t('contact.report.none')}</p>}
          </Panel>
          {mayManage && (
            <Panel id="verwijderen" title={t('contact.remove')} quiet>
              <p>{t('contact.remove.explanation')}</p>
              <Form action={`${path}/verwijderen`} hidden={{ version: String(contact.version) }} label={t('contact.remove')}><Button kind="danger">{t('contact.remove')}</Button></Form>
            </Panel>
          )}
        </>}
      />
    </Layout>
  );
}

type ReachabilityProps = Pick<ContactPageProps, 'view' | 'mayManage' | 'pageKey'> & { readonly t: Translator };

const ReachabilityPanel = ({ view, mayManage, pageKey, t }: ReachabilityProps): VNode => {
  const { telephone, email, language } = view.contact;
  return (
    <Panel id="bereikbaarheid" title={t('contact.reachability')}>
      <DescriptionList items={[
        { term: t('word.telephone'), value: telephone ? <TelephoneLink number={telephone} /> : t('contact.no-telephone') },
        { term: t('word.email'), value: email ?? t('word.none') },
        { term: t('contact.known'), value: <KnownOf view={view} /> },
        { term: t('contact.language'), value: t(`common.language.${language}`) },
      ]} />
      {mayManage && email && <><p>{t('contact.test.explanation')}</p><TestForm view={view} pageKey={pageKey} /></>}
    </Panel>
  );
};

const Reports = ({ reports, t }: { readonly reports: readonly ReachabilityReportRow[]; readonly t: Translator }): VNode => (
  <DataTable<ReachabilityReportRow>
    caption={t('contact.report.history')}
    rows={reports}
    rowKey={({ id }) => id}
    columns={[
      { key: 'day', header: t('word.date'), rowHeader: true, cell: ({ calledOn }) => <DayText day={calledOn} format="short" /> },
      { key: 'outcome', header: t('contact.report.what'), cell: ({ outcome, note, byName }) => <><BadgeRow><StatusBadge of="reachability" state={outcome} /></BadgeRow><p>{[note, t('contact.report.by', { name: byName })].filter(Boolean).join(' – ')}</p></> },
    ]}
  />
);

export type ContactFormProps = {
  readonly frame: FrameProps;
  readonly back: BackTo;
  /** The contact that is being changed; absent for a new one. */
  readonly contact?: ContactRow;
  /** A new one is a duty number unless told otherwise. */
  readonly duty?: boolean;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly state: FormState | undefined;
  /** What stands in the way although every field is right: somebody else was first. */
  readonly notices: readonly Notice[];
};

type Stated = Pick<ContactRow, 'name' | 'function' | 'telephone' | 'email' | 'language' | 'duty'> & { readonly rank: number | null };
const NOTHING_STATED = { name: '', function: '', telephone: null, email: null, rank: null };

const ContactFields = ({ stated, t }: { readonly stated: Stated; readonly t: Translator }): VNode => (
  <>
    <Checkbox name="duty" label={t('contact.duty')} hint={t('contact.duty.hint')} checked={stated.duty} optional />
    <div class="field-grid">
      <TextInput name="name" label={t('word.name')} hint={t('contact.name.hint')} value={stated.name} />
      <TextInput name="function" label={t('word.function')} value={stated.function} />
      <TextInput name="telephone" type="tel" label={t('word.telephone')} hint={t('contact.telephone.hint')} value={stated.telephone && formatTelephone(stated.telephone)} optional />
      <TextInput name="email" type="email" label={t('word.email')} hint={t('contact.email.hint')} value={stated.email} optional />
    </div>
    <RadioGroup name="language" label={t('contact.language')} value={stated.language} options={LANGUAGES.map((value) => ({ value, label: t(`common.language.${value}`) }))} />
    <NumberInput name="rank" label={t('contact.rank')} hint={t('contact.rank.hint')} value={stated.rank} optional />
  </>
);

const FIELD_NAMES = { name: 'word.name', function: 'word.function', telephone: 'word.telephone', email: 'word.email', rank: 'contact.rank', language: 'contact.language' } as const;
const fieldName = (path: string, t: Translator): string | undefined => (Object.hasOwn(FIELD_NAMES, path) ? t(FIELD_NAMES[path as keyof typeof FIELD_NAMES]) : undefined);

/** Adding a contact, and changing one. */
export function ContactFormPage({ frame, back, contact, duty = false, action, hidden, state, notices }: ContactFormProps): VNode {
  const t = translator(frame.language);
  const title = contact ? t('contact.change.title', { name: contact.name }) : t('contact.add');
  return (
    <Layout {...frame} title={title} notices={notices}>
      <Breadcrumbs items={[...crumbsTo(back, t), ...(contact ? [{ href: contactPath(contact.id), label: contact.name }] : [])]} current={title} />
      <PageHeading title={title} lead={t('contact.form.lead')} />
      <Panel id="contact" title={t('contact.form.title')} narrow>
        <Form action={action} hidden={hidden} state={state} label={title} nameOf={(path) => fieldName(path, t)}>
          <ContactFields stated={contact ?? { ...NOTHING_STATED, duty, language: frame.language }} t={t} />
          <ButtonGroup><Button>{t('button.save')}</Button><LinkButton kind="secondary" href={contact ? contactPath(contact.id) : back.href}>{t('button.cancel')}</LinkButton></ButtonGroup>
        </Form>
      </Panel>
    </Layout>
  );
}

export type ShiftFormProps = {
  readonly frame: FrameProps;
  readonly back: BackTo;
  readonly contact: ContactRow;
  readonly shift: DutyShiftRow;
  readonly version: number;
  readonly state: FormState | undefined;
  readonly notices: readonly Notice[];
};

/** Changing a weekly shift. */
export function ShiftFormPage({ frame, back, contact, shift, version, state, notices }: ShiftFormProps): VNode {
  const t = translator(frame.language);
  const title = t('duty.shift.change');
  const path = `${contactPath(contact.id)}/diensten/${shift.id}`;
  return (
    <Layout {...frame} title={title} notices={notices}>
      <Breadcrumbs items={crumbsTo(back, t)} current={title} />
      <PageHeading kicker={contact.name} title={title} />
      {!contact.duty && <Alert kind="warning"><p>{t('duty.not-a-number')}</p></Alert>}
      <Panel id="dienst" title={t('duty.roster.title')} narrow>
        <Form action={path} hidden={{ version: String(version) }} state={state} label={title}>
          <ShiftFields shift={shift} />
          <ButtonGroup><Button>{t('button.save')}</Button><LinkButton kind="secondary" href={`${back.href}#rooster`}>{t('button.cancel')}</LinkButton></ButtonGroup>
        </Form>
      </Panel>
    </Layout>
  );
}
