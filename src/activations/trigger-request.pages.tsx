import type { VNode } from 'preact';
import { ON_BEHALF_POLICY } from '../../config/on-behalf.js';
import { MANDATES_PATH, RegisteredNumber, type FrameProps, type MandateView } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, Checkbox, Columns, DataTable, DateInput, DescriptionList, Disclosure, EmptyState, Form, formatDayShort, GroupsFieldset, GroupsText, InstantText, Layout, LinkButton, NumberInput, PageHeading,
  Panel, PATHS, RadioGroup, Select, StatusBadge, TelephoneLink, Textarea, TextInput, Timeline, translator, useTranslator, type FormState, type Notice, type Translator,
} from '../web/index.js';
import type { Problem } from '../kernel/index.js';
import { CALL_BACK_RESULTS, type Plan } from './domain/index.js';
import type { FailedForm } from './step-props.js';
import { PickLocations, type LocationOption, type RequestOption } from './trigger.pages.js';
import type { TriggerRequest } from './trigger-request.entity.js';
import type { TriggerRequestView } from './trigger-request-reader.js';

/** Where operations work on orders by telephone. */
export const ORDERS_PATH = `${PATHS.activations}/telefonisch`;

type RecordOrderProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly requests: readonly RequestOption[];
  readonly chosen: RequestOption | undefined;
  /** Ready buildings of the chosen request, to be picked by hand. */
  readonly locations: readonly LocationOption[];
  /** Valid ones only. */
  readonly mandates: readonly MandateView[];
  readonly state: FormState | undefined;
  /** `YYYY-MM-DDTHH:mm` in Europe/Amsterdam. */
  readonly now: string;
  readonly idempotencyKey: string;
};

const Crumbs = ({ title }: { readonly title: string }): VNode => {
  const t = useTranslator();
  return <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.activations, label: t('navigation.activations') }]} current={title} />;
};

/** The form offers the buildings of one request: those of another are a page of their own. */
function OtherRequests({ requests, chosen }: { readonly requests: readonly RequestOption[]; readonly chosen: RequestOption }): VNode | null {
  const t = useTranslator();
  const others = requests.filter(({ id }) => id !== chosen.id);
  if (others.length === 0) return null;
  return (
    <>
      <p>{t('on-behalf.other-requests', { request: requestText(t, chosen) })}</p>
      <ul>{others.map((request) => <li key={request.id}><a href={`${ORDERS_PATH}?reserveverzoek=${request.id}`}>{requestText(t, request)}</a></li>)}</ul>
    </>
  );
}

const requestText = (t: Translator, { province, places, periodTo }: RequestOption): string => t('trigger.request.option', { province, places, to: formatDayShort(periodTo, t.language) });

/** The first step: what the official ordered. */
export function RecordOrderPage({ frame, notices, requests, chosen, locations, mandates, state, now, idempotencyKey }: RecordOrderProps): VNode {
  const t = translator(frame.language);
  const title = t('on-behalf.title');
  return (
    <Layout {...frame} title={title} notices={notices}>
      <Crumbs title={title} />
      <PageHeading title={title} lead={t('on-behalf.lead')} actions={<LinkButton kind="secondary" href={MANDATES_PATH}>{t('on-behalf.mandates')}</LinkButton>} />
      <Panel id="noteren" title={t('on-behalf.step.record')} narrow>
        {chosen && <OtherRequests requests={requests} chosen={chosen} />}
        {mandates.length === 0 || !chosen ? <EmptyState text={t(chosen ? 'on-behalf.no-mandates' : 'trigger.none')} /> : (
          <Form action={ORDERS_PATH} hidden={{ idempotencyKey }} state={state} label={t('on-behalf.step.record')}>
            <Select name="mandateId" label={t('on-behalf.official')} hint={t('on-behalf.official.hint')}
              options={mandates.map(({ mandate, contact }) => ({ value: mandate.id, label: `${contact.name}, ${contact.function}` }))} />
            <DateInput name="calledAt" label={t('on-behalf.called-at')} hint={t('on-behalf.called-at.hint', { minutes: ON_BEHALF_POLICY.lapseMinutes.value })} withTime value={now} />
            <Select name="reserveRequestId" label={t('trigger.request')} value={chosen.id}
              options={requests.map((request) => ({ value: request.id, label: requestText(t, request) }))} />
            <RadioGroup name="exercise" label={t('trigger.kind')} options={[
              { value: 'true', label: t('trigger.kind.exercise'), hint: t('trigger.kind.exercise.hint') },
              { value: 'false', label: t('trigger.kind.real'), hint: t('trigger.kind.real.hint') },
            ]} />
            <NumberInput name="places" label={t('trigger.places')} value={chosen.places} />
            <GroupsFieldset legend={t('trigger.groups')} hint={t('trigger.groups.hint')} value={chosen.groups} />
            <Textarea name="reason" label={t('trigger.reason')} hint={t('trigger.reason.hint')} rows={3} />
            <TextInput name="window" label={t('trigger.window')} hint={t('trigger.window.hint')} optional width="short" />
            <PickLocations locations={locations} />
            <Checkbox name="acceptShortfall" label={t('on-behalf.accept-shortfall')} />
            <Button>{t('on-behalf.record')}</Button>
          </Form>
        )}
      </Panel>
    </Layout>
  );
}

/** What would be deployed if an order were confirmed now, or what stands in the way. */
export type Preview = { readonly plan: Plan; readonly problem?: undefined } | { readonly plan?: undefined; readonly problem: Problem };

type OrderProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly view: TriggerRequestView;
  /** As registered now. */
  readonly official: MandateView;
  readonly failed: FailedForm | undefined;
  /** Of an order that can still be confirmed. */
  readonly preview: Preview | undefined;
  /** Names of the buildings that were picked by hand. */
  readonly picked: readonly string[];
  /** The reader; null for a machine. */
  readonly personId: string | null;
  readonly mayWork: boolean;
};

/** One order: what was asked, the call back, and who confirms. */
export function OrderPage(props: OrderProps): VNode {
  const { frame, notices, view: { request }, mayWork } = props;
  const t = translator(frame.language);
  const title = t('on-behalf.title');
  const works = mayWork && request.closedAt === null;
  return (
    <Layout {...frame} title={title} exercise={request.exercise} notices={notices}>
      <Crumbs title={title} />
      <PageHeading title={title} status={<StatusBadge of="trigger-request" state={request.state} />}
        actions={request.activationId && <LinkButton href={`${PATHS.activations}/${request.activationId}`}>{t('on-behalf.activation')}</LinkButton>} />
      <Columns
        main={<>{works && <CallBackPanel {...props} />}{works && <ConfirmPanel {...props} />}{!works && <Asked {...props} />}</>}
        side={<>{works && <Asked {...props} />}<Calls {...props} />{works && <WithdrawForm {...props} />}</>}
      />
    </Layout>
  );
}

function Asked({ view: { request }, official, picked }: OrderProps): VNode {
  const t = useTranslator();
  const { asked, exercise, calledAt, recordedAt, recordedByName, lapsesAt, closedAt, confirmedByName } = request;
  return (
    <Panel id="opdracht" title={t('on-behalf.order')}>
      <DescriptionList items={[
        { term: t('on-behalf.kind'), value: t(exercise ? 'trigger.kind.exercise' : 'trigger.kind.real') },
        { term: t('trigger.places'), value: <>{t.count('word.places', asked.places)}: <GroupsText groups={asked.groups} /></> },
        { term: t('trigger.reason'), value: asked.reason },
        ...(picked.length > 0 ? [{ term: t('trigger.locations'), value: picked.join(', ') }] : []),
        { term: t('on-behalf.shortfall'), value: t(asked.acceptShortfall ? 'on-behalf.shortfall.yes' : 'on-behalf.shortfall.no') },
        { term: t('on-behalf.by'), value: `${official.contact.name}, ${request.officialFunction}` },
        { term: t('on-behalf.at'), value: <InstantText at={calledAt} /> },
        { term: t('on-behalf.recorded'), value: <>{recordedByName}, <InstantText at={recordedAt} format="short" /></> },
        ...(closedAt ? [] : [{ term: t('on-behalf.lapses'), value: <InstantText at={lapsesAt} /> }]),
        ...(confirmedByName && closedAt ? [{ term: t('on-behalf.confirmed-by'), value: <>{confirmedByName}, <InstantText at={closedAt} format="short" /></> }] : []),
      ]} />
    </Panel>
  );
}

/** The number, what to say, and the result. */
function CallBackPanel({ view: { request }, official, failed, preview, personId }: OrderProps): VNode {
  const t = useTranslator();
  const { asked, exercise, officialFunction, recordedBy, recordedByName } = request;
  const lines = [
    ...(exercise ? [t('on-behalf.script.exercise')] : []),
    t('on-behalf.script.who', { name: official.contact.name, function: officialFunction }),
    t('on-behalf.script.what', { places: asked.places, reason: asked.reason }),
    ...shortfallIn(preview, asked.acceptShortfall).map(({ shortfall, total }) => t('on-behalf.script.shortfall', { planned: total, shortfall })),
    t('on-behalf.script.next', { hours: ON_BEHALF_POLICY.proConfirmationHours.value }),
    t('on-behalf.script.sure'),
  ];
  return (
    <Panel id="terugbellen" title={t('on-behalf.step.call-back')}>
      <DescriptionList items={[{ term: t('on-behalf.number'), value: <RegisteredNumber view={official} /> }]} />
      <p>{t('on-behalf.number.only')}</p>
      {personId !== recordedBy ? <p>{t('on-behalf.call-back.waits', { name: recordedByName })}</p> : (
        <>
          <h3 class="utrecht-heading-3">{t('on-behalf.script')}</h3>
          <ol>{lines.map((line) => <li key={line}>{line}</li>)}</ol>
          {official.telephone && (
            <Form action={`${ORDERS_PATH}/${request.id}`} hidden={{ step: 'call-back', telephone: official.telephone }} state={failed?.step === 'call-back' ? failed.state : undefined} label={t('on-behalf.step.call-back')}>
              <RadioGroup name="result" label={t('on-behalf.result')} options={CALL_BACK_RESULTS.map((value) => ({ value, label: t(`on-behalf.result.${value}`) }))} />
              <Textarea name="note" label={t('on-behalf.note')} optional rows={2} />
              <Button kind={request.state === 'called' ? 'primary' : 'secondary'}>{t('on-behalf.save-call')}</Button>
            </Form>
          )}
        </>
      )}
    </Panel>
  );
}

/** Who may confirm, and for them the button. */
function ConfirmPanel(props: OrderProps): VNode {
  const t = useTranslator();
  const { view: { request: { state, recordedBy, recordedByName } }, preview, personId } = props;
  const mayConfirm = state === 'called-back' && personId !== null && personId !== recordedBy;
  return (
    <Panel id="bevestigen" title={t('on-behalf.step.confirm')}>
      <p>{t('on-behalf.confirm.who', { name: recordedByName })}</p>
      {preview && <PreviewText preview={preview} />}
      {state === 'called' && <p>{t('on-behalf.confirm.first')}</p>}
      {state === 'called-back' && personId === recordedBy && <p>{t('on-behalf.confirm.you-not')}</p>}
      {mayConfirm && <ConfirmForm {...props} />}
    </Panel>
  );
}

/** With the shortfall as it is shown: no more than that is accepted. */
function ConfirmForm({ view: { request: { id, exercise, asked } }, failed, preview }: OrderProps): VNode {
  const t = useTranslator();
  const [short] = shortfallIn(preview, asked.acceptShortfall);
  const hidden = { step: 'confirm', ...(short && { shortfall: String(short.shortfall) }) };
  return (
    <Form action={`${ORDERS_PATH}/${id}`} hidden={hidden} state={failed?.step === 'confirm' ? failed.state : undefined} label={t('on-behalf.step.confirm')}>
      <p>{t('on-behalf.confirm.effect')}</p>
      {short && <Checkbox name="acceptShortfall" label={t('on-behalf.confirm.shortfall', { shortfall: short.shortfall })} />}
      <Button kind={exercise ? 'primary' : 'danger'}>{t(exercise ? 'on-behalf.confirm.exercise' : 'on-behalf.confirm.real')}</Button>
    </Form>
  );
}

// The plan, where it has a shortfall that the order does not accept.
const shortfallIn = (preview: Preview | undefined, accepted: boolean): readonly Plan[] => (preview?.plan && preview.plan.shortfall > 0 && !accepted ? [preview.plan] : []);

function PreviewText({ preview: { plan, problem } }: { readonly preview: Preview }): VNode {
  const t = useTranslator();
  if (problem) return <Alert kind="warning" title={problem.titleIn(t.language)}><p>{problem.detailIn(t.language)}</p></Alert>;
  return (
    <>
      <p>{t('confirm.planned')}: {t('confirm.planned.value', { planned: plan.total, places: plan.requested })}</p>
      {plan.chosen.length > 0 && <ul>{plan.chosen.map(({ locationId, name, places }) => <li key={locationId}>{t('on-behalf.confirm.location', { name, places })}</li>)}</ul>}
      {plan.shortfall > 0 && <Alert kind="warning"><p>{t('confirm.shortfall', { shortfall: plan.shortfall })}</p></Alert>}
    </>
  );
}

function Calls({ view: { callBacks } }: OrderProps): VNode | null {
  const t = useTranslator();
  if (callBacks.length === 0) return null;
  const entries = callBacks.map(({ id, at, result, telephone, note, byName }) => ({
    id, at, tone: result === 'reached' ? ('positive' as const) : ('warning' as const), ...(byName !== null && { actor: byName }),
    text: <>{t(`on-behalf.result.${result}`)}{telephone && <> (<TelephoneLink number={telephone} />)</>}{note && `: ${note}`}</>,
  }));
  return <Panel id="gesprekken" title={t('on-behalf.calls')}><Timeline label={t('on-behalf.calls')} entries={entries.reverse()} /></Panel>;
}

function WithdrawForm({ view: { request }, failed }: OrderProps): VNode {
  const t = useTranslator();
  const state = failed?.step === 'withdraw' ? failed.state : undefined;
  return (
    <Disclosure id="intrekken" title={t('on-behalf.withdraw')} open={state !== undefined}>
      <Form action={`${ORDERS_PATH}/${request.id}`} hidden={{ step: 'withdraw' }} state={state} label={t('on-behalf.withdraw')} scope="withdraw">
        <Textarea name="reason" label={t('on-behalf.withdraw.reason')} rows={2} />
        <Button kind="secondary">{t('on-behalf.withdraw')}</Button>
      </Form>
    </Disclosure>
  );
}

/** Orders that wait for a call back or for a second person, for the page of all activations. */
export function OpenOrders({ orders }: { readonly orders: readonly TriggerRequest[] }): VNode | null {
  const t = useTranslator();
  if (orders.length === 0) return null;
  return (
    <Panel id="opdrachten" title={t('on-behalf.open')}>
      <DataTable<TriggerRequest>
        caption={t('on-behalf.open')}
        captionHidden
        rows={orders}
        rowKey={({ id }) => id}
        columns={[
          { key: 'order', header: t('on-behalf.open.order'), rowHeader: true, cell: ({ id, asked, officialFunction }) => <a href={`${ORDERS_PATH}/${id}`}>{t('on-behalf.open.order.of', { places: asked.places, function: officialFunction })}</a> },
          { key: 'kind', header: t('on-behalf.kind'), cell: ({ exercise }) => t(exercise ? 'activations.exercise' : 'activations.real') },
          { key: 'state', header: t('word.status'), cell: ({ state }) => <StatusBadge of="trigger-request" state={state} /> },
          { key: 'lapses', header: t('on-behalf.lapses'), cell: ({ lapsesAt }) => <InstantText at={lapsesAt} format="short" /> },
        ]}
      />
    </Panel>
  );
}
