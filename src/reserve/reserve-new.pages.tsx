import type { VNode } from 'preact';
import { DEFAULT_NORM_SET_ID, NORM_SETS } from '../../config/norms.js';
import type { LocalDay, OrganisationKind, Problem } from '../kernel/index.js';
import type { FrameProps, Organisation } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, DateInput, Form, GroupsFieldset, Layout, NumberInput, PageHeading, Panel, PATHS, Select, TextInput, translator, type FormState,
} from '../web/index.js';

type NewProps = {
  readonly frame: FrameProps;
  readonly organisations: readonly Organisation[];
  readonly period: { readonly from: LocalDay; readonly to: LocalDay };
  /** ISO 8601. */
  readonly window: string;
  readonly idempotencyKey: string;
  readonly state: FormState | undefined;
  /** What is wrong with the request as a whole; what is wrong with a field stands beside the field. */
  readonly problem: Problem | undefined;
};

type OrganisationFieldProps = { readonly name: string; readonly label: string; readonly kind: OrganisationKind; readonly organisations: readonly Organisation[] };

/** Filled in where there is no choice. */
function OrganisationField({ name, label, kind, organisations }: OrganisationFieldProps): VNode {
  const options = organisations.filter((organisation) => organisation.kind === kind).map((organisation) => ({ value: organisation.id, label: organisation.name }));
  return <Select name={name} label={label} options={options} value={options.length === 1 ? options[0]!.value : null} />;
}

/** PRO asks a province to keep places in reserve. */
export function NewReserveRequestPage({ frame, organisations, period, window, idempotencyKey, state, problem }: NewProps): VNode {
  const t = translator(frame.language);
  const normSets = Object.values(NORM_SETS).map(({ id, name }) => ({ value: id, label: t.of(name) }));
  return (
    <Layout {...frame} title={t('reserve.new')}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.reserveRequests, label: t('reserve.title') }]} current={t('reserve.new')} />
      <PageHeading title={t('reserve.new')} lead={t('reserve.new.lead')} />
      {problem && <Alert kind="error" title={problem.titleIn(frame.language)}><p>{problem.detailIn(frame.language)}</p></Alert>}
      <Panel id="new" title={t('reserve.request')} narrow>
        <Form action={`${PATHS.reserveRequests}/nieuw`} hidden={{ idempotencyKey }} state={state} label={t('reserve.new')}>
          <OrganisationField name="provinceId" label={t('reserve.new.province')} kind="province" organisations={organisations} />
          <NumberInput name="places" label={t('reserve.asked')} />
          <GroupsFieldset legend={t('reserve.groups')} hint={t('reserve.new.groups.hint')} />
          <DateInput name="periodFrom" label={t('reserve.new.from')} value={period.from} />
          <DateInput name="periodTo" label={t('reserve.new.to')} value={period.to} />
          <TextInput name="window" label={t('reserve.window')} hint={t('reserve.new.window.hint')} value={window} width="short" />
          <Select name="normSet" label={t('reserve.norm-set')} options={normSets} value={DEFAULT_NORM_SET_ID} />
          <OrganisationField name="redCrossId" label={t('reserve.new.red-cross')} kind="red-cross" organisations={organisations} />
          <OrganisationField name="coaId" label={t('reserve.new.coa')} kind="coa" organisations={organisations} />
          <OrganisationField name="operationsId" label={t('reserve.serving.operations')} kind="operations" organisations={organisations} />
          <Button>{t('reserve.new.send')}</Button>
        </Form>
      </Panel>
    </Layout>
  );
}
