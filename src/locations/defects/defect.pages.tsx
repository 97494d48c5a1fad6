import type { VNode } from 'preact';
import type { LocalDay } from '../../kernel/index.js';
import type { FrameProps } from '../../organisations/index.js';
import {
  Breadcrumbs, Button, ButtonGroup, DateInput, DayText, DescriptionList, Disclosure, Form, InstantText, Layout, LinkButton, PageHeading, Panel, PATHS, Select, Textarea, translator, useTranslator,
  type Crumb, type FormState, type Notice, type Option, type Translator,
} from '../../web/index.js';
import { CRITERIA, CRITERION_LABELS, INSPECTED_CRITERIA } from '../domain/index.js';
import { DefectBadge, defectPath, DEFECTS_PATH, DefectTable } from './defect-parts.js';
import type { Defect } from './defects.js';

type Location = { readonly id: string; readonly name: string };

const crumbsTo = (t: Translator, location: Location): Crumb[] => [
  { href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.locations, label: t('navigation.locations') }, { href: `${PATHS.locations}/${location.id}`, label: location.name },
];

export type DefectFormPageProps = {
  readonly frame: FrameProps;
  readonly location: Location;
  readonly owners: readonly Option[];
  /** Whom the form proposes, unless something else was chosen. */
  readonly ownerId: string | null;
  readonly state: FormState | undefined;
  readonly idempotencyKey: string;
};

/** Reporting a defect: what, who and by when. */
export function DefectFormPage({ frame, location, owners, ownerId, state, idempotencyKey }: DefectFormPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={t('defects.add')}>
      <Breadcrumbs items={crumbsTo(t, location)} current={t('defects.add')} />
      <PageHeading kicker={location.name} title={t('defects.add')} lead={t('defect.form.lead')} />
      <Form action={`${PATHS.locations}/${location.id}/gebreken`} state={state} hidden={{ idempotencyKey }} label={t('defects.add')}>
        <Select name="criterion" label={t('defect.criterion')} options={CRITERIA.map((value) => ({ value, label: t.of(CRITERION_LABELS[value]) }))} />
        <Textarea name="description" label={t('defect.description')} rows={4} />
        <Select name="ownerId" label={t('defect.owner')} options={owners} value={ownerId} />
        <DateInput name="dueOn" label={t('defect.due')} />
        <ButtonGroup><Button>{t('defects.add')}</Button><LinkButton kind="secondary" href={`${PATHS.locations}/${location.id}#gebreken`}>{t('button.cancel')}</LinkButton></ButtonGroup>
      </Form>
    </Layout>
  );
}

export type DefectPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly defect: Defect;
  readonly today: LocalDay;
  readonly maySolve: boolean;
  readonly mayWithdraw: boolean;
  /** True for who can record an inspection of the location. */
  readonly mayInspect: boolean;
  /** The form that was refused, as it was sent. */
  readonly failed: { readonly form: 'solve' | 'withdraw'; readonly state: FormState } | undefined;
};

function facts(defect: Defect, today: LocalDay, t: Translator) {
  const { owner, dueOn, openedBy, openedAt, state, outcome, closedAt, description, locationId, locationName } = defect;
  return [
    { term: t('word.status'), value: <DefectBadge defect={defect} today={today} /> },
    { term: t('defect.column.location'), value: <a href={`${PATHS.locations}/${locationId}`}>{locationName}</a> },
    { term: t('defect.column.what'), value: <span class="defect-text">{description}</span> },
    { term: t('defect.column.owner'), value: owner.name },
    { term: t('defect.column.due'), value: <DayText day={dueOn} /> },
    { term: t('defect.opened'), value: <><InstantText at={openedAt} />, {t('defect.opened.by', { organisation: openedBy.name })}</> },
    ...(state === 'open' || closedAt === null ? [] : [{ term: t('defect.closed-at'), value: <InstantText at={closedAt} /> }, { term: t(`defect.outcome.${state}`), value: <span class="defect-text">{outcome}</span> }]),
  ];
}

type StepProps = { readonly path: string; readonly failed: DefectPageProps['failed'] };

function SolvePanel({ path, failed }: StepProps): VNode {
  const t = useTranslator();
  return (
    <Panel id="oplossen" title={t('defect.solve.title')} narrow>
      <p>{t('defect.solve.note')}</p>
      <Form action={`${path}/oplossen`} state={failed?.form === 'solve' ? failed.state : undefined} label={t('defect.solve.title')}>
        <Textarea name="evidence" label={t('defect.solve.evidence')} hint={t('defect.solve.evidence.hint')} rows={3} />
        <Button>{t('defect.solve')}</Button>
      </Form>
    </Panel>
  );
}

function WithdrawForm({ path, failed }: StepProps): VNode {
  const t = useTranslator();
  return (
    <Disclosure id="intrekken" title={t('defect.withdraw')} open={failed?.form === 'withdraw'}>
      <Form action={`${path}/intrekken`} state={failed?.form === 'withdraw' ? failed.state : undefined} label={t('defect.withdraw')}>
        <Textarea name="reason" label={t('defect.withdraw.reason')} rows={3} />
        <Button kind="secondary">{t('defect.withdraw')}</Button>
      </Form>
    </Disclosure>
  );
}

const isInspected = ({ criterion }: Defect): boolean => (INSPECTED_CRITERIA as readonly string[]).includes(criterion);

/** One defect: what it is, and what one can do about it. */
export function DefectPage({ frame, notices, defect, today, maySolve, mayWithdraw, mayInspect, failed }: DefectPageProps): VNode {
  const t = translator(frame.language);
  const title = t.of(CRITERION_LABELS[defect.criterion]);
  const path = defectPath(defect);
  const inspect = defect.state !== 'open' && mayInspect && isInspected(defect);
  return (
    <Layout {...frame} title={`${t('defect.kicker')}: ${title}`} notices={notices}>
      <Breadcrumbs items={crumbsTo(t, { id: defect.locationId, name: defect.locationName })} current={t('defect.kicker')} />
      <PageHeading kicker={t('defect.kicker')} title={title}
        actions={inspect && <LinkButton href={`${PATHS.locations}/${defect.locationId}/schouw?punt=${defect.criterion}`}>{t('defect.inspect-again')}</LinkButton>} />
      <div class="flow-wide">
        <DescriptionList items={facts(defect, today, t)} />
        {maySolve && <SolvePanel path={path} failed={failed} />}
        {mayWithdraw && <WithdrawForm path={path} failed={failed} />}
        <p><a href={DEFECTS_PATH}>{t('defects.all')}</a></p>
      </div>
    </Layout>
  );
}

export type DefectsPageProps = { readonly frame: FrameProps; readonly own: readonly Defect[]; readonly others: readonly Defect[]; readonly today: LocalDay };

/** Every open defect that the reader may see, those of the reader's organisation first. */
export function DefectsPage({ frame, own, others, today }: DefectsPageProps): VNode {
  const t = translator(frame.language);
  const table = (caption: string, defects: readonly Defect[], empty: string): VNode => <DefectTable caption={caption} defects={defects} today={today} withLocation empty={empty} />;
  return (
    <Layout {...frame} title={t('defects.list.title')}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.locations, label: t('navigation.locations') }]} current={t('defects.list.title')} />
      <PageHeading title={t('defects.list.title')} lead={t('defects.list.lead')} />
      <div class="flow-wide">
        <Panel id="eigen" title={t('defects.list.own')}>{table(t('defects.list.own'), own, t('defects.list.own.none'))}</Panel>
        <Panel id="anderen" title={t('defects.list.others')} quiet>{table(t('defects.list.others'), others, t('defects.list.others.none'))}</Panel>
      </div>
    </Layout>
  );
}
