import type { VNode } from 'preact';
import { addDays, daysBetween, halfYearOf, type LocalDay } from '../kernel/index.js';
import {
  Alert, Button, DateInput, DayText, DescriptionList, Disclosure, Form, formatDayShort, InstantText, Panel, PATHS, StatusBadge, useTranslator, type Description, type FormState, type Translator,
} from '../web/index.js';
import type { RequestOnPage } from './request-page-reader.js';
import { requestPath } from './reserve-paths.pages.js';

type ViewProps = { readonly view: RequestOnPage };

/** What has to be decided about the end of the period, above everything else. */
export function DecisionAlert({ view: { request, period } }: ViewProps): VNode | null {
  const t = useTranslator();
  const { decision, running } = period;
  if (decision === 'none') return null;
  return (
    <Alert kind={decision === 'await-extension' ? 'info' : 'warning'} title={t(`reserve.decision.${decision}`)}>
      <p>{t(`reserve.decision.${decision}.what`, { to: formatDayShort(request.periodTo, t.language) })}</p>
      {decision === 'end-activation' && running.map(({ id }) => <p key={id}><a href={`${PATHS.activations}/${id}`}>{t('reserve.period.running.open')}</a></p>)}
    </Alert>
  );
}

/** Once the period is over there is nothing to say of its days. */
export function PeriodOver({ view: { request } }: ViewProps): VNode {
  const t = useTranslator();
  return <Alert kind="info" title={t('reserve.period-over')}><p>{t('reserve.period-over.what', { to: formatDayShort(request.periodTo, t.language) })}</p></Alert>;
}

const lastDay = (periodTo: LocalDay, today: LocalDay, t: Translator): string => {
  const left = daysBetween(today, periodTo);
  return left < 0 ? formatDayShort(periodTo, t.language) : `${formatDayShort(periodTo, t.language)}, ${t.count('reserve.period.left', left)}`;
};

function periodFacts({ request, today, period }: RequestOnPage, t: Translator): Description[] {
  const { periodTo, extension, extendsId, releasedAt, retentionFrom } = request;
  return [
    { term: t('reserve.period.last-day'), value: lastDay(periodTo, today, t) },
    ...(extendsId ? [{ term: t('reserve.period.previous'), value: <a href={requestPath(extendsId)}>{t('reserve.period.previous.open')}</a> }] : []),
    {
      term: t('reserve.period.next'),
      value: extension ? <><a href={requestPath(extension.id)}>{t('reserve.period.until', { to: formatDayShort(extension.periodTo, t.language) })}</a> <StatusBadge of="answer" state={extension.answer} /></> : t('reserve.period.next.none'),
    },
    ...period.running.map(({ id, triggeredAt }) => ({ term: t('reserve.period.running'), value: <><InstantText at={triggeredAt} />: <a href={`${PATHS.activations}/${id}`}>{t('reserve.period.running.open')}</a></> })),
    ...(releasedAt ? [{ term: t('reserve.period.released-on'), value: <InstantText at={releasedAt} /> }] : []),
    ...(retentionFrom ? [{ term: t('reserve.period.retention'), value: <DayText day={retentionFrom} /> }] : []),
  ];
}

function ExtendForm({ view: { request, period }, idempotencyKey, state }: PeriodPanelProps): VNode {
  const t = useTranslator();
  const from = addDays(request.periodTo, 1);
  return (
    <Disclosure id="extend" title={t('reserve.extend')} open={period.decision === 'extend-or-release' || state !== undefined}>
      <p>{t('reserve.extend.lead', { from: formatDayShort(from, t.language) })}</p>
      <Form action={`${requestPath(request.id)}/verlengen`} hidden={{ version: String(request.version), idempotencyKey }} state={state} label={t('reserve.extend')}>
        <DateInput name="periodTo" label={t('reserve.extend.to')} value={halfYearOf(from).to} />
        <Button>{t('reserve.extend.send')}</Button>
      </Form>
    </Disclosure>
  );
}

type PeriodPanelProps = ViewProps & { readonly mayExtend: boolean; readonly idempotencyKey: string; readonly state: FormState | undefined };

/** When the period ends, what comes after it, and for PRO the form to ask for that. */
export function PeriodPanel(props: PeriodPanelProps): VNode {
  const t = useTranslator();
  const { view, mayExtend } = props;
  return (
    <Panel id="period" title={t('reserve.period')}>
      <DescriptionList items={periodFacts(view, t)} />
      {mayExtend && view.request.answer === 'accepted' && view.request.extension === null && <ExtendForm {...props} />}
    </Panel>
  );
}
