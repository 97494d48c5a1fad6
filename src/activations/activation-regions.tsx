import type { VNode } from 'preact';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import type { InformedKind } from '../../config/informed-parties.js';
import type { Language } from '../kernel/index.js';
import {
  Badge, BadgeRow, ClockPanel, DataTable, DescriptionList, Disclosure, durationText, EmptyState, formatTimeWithSeconds, GroupsText, InstantText, Panel, ProgressMeter, renderFragment, StatusBadge, Timeline,
  useLanguage, useTranslator, Alert as Notice, type Description, type Tone, type Translator,
} from '../web/index.js';
import type { ActivationView, CommitmentView } from './activation-view.js';
import { ByTelephone } from './by-telephone.js';
import { CallsRegion } from './call-region.js';
import { DeploymentsRegion } from './deployment-region.js';
import { againstFirstDeadline, deadlineNearAt, forPlaces, informedNames } from './domain/index.js';
import { OnBehalfRegion } from './on-behalf-region.js';
import { PressRegion } from './press-region.js';

type ViewProps = { readonly view: ActivationView };

/** The clock, the progress and the facts everyone needs first. */
export function ClockRegion({ view }: ViewProps): VNode {
  const t = useTranslator();
  const { activation, openPlaces, serverNow, deployments } = view;
  const preparing = forPlaces(deployments).filter(({ state }) => state === 'preparing').reduce((sum, { places }) => sum + places, 0);
  return (
    <ClockPanel
      title={t('activation.window')}
      deadlineAt={activation.deadlineAt}
      serverNow={serverNow}
      nearFrom={deadlineNearAt(activation.triggeredAt, (activation.deadlineAt.getTime() - activation.triggeredAt.getTime()) / 1000, ACTIVATION_POLICY)}
      result={useResult(view)}
      status={<StatusBadge of="outcome" state={activation.outcome ?? 'undecided'} />}
    >
      <ProgressMeter value={openPlaces} total={activation.places} pending={preparing} />
      <DescriptionList
        items={[
          { term: t('activation.triggered'), value: <InstantText at={activation.triggeredAt} /> },
          ...firstDeadline(view, t),
          { term: t('activation.places'), value: <>{t.count('word.places', activation.places)}: <GroupsText groups={activation.groups} /></> },
          { term: t('activation.planned'), value: t.count('word.places', activation.plannedPlaces) },
        ]}
      />
      {activation.shortfall > 0 && <Notice kind="warning">{t('activation.shortfall', { shortfall: activation.shortfall })}</Notice>}
      {activation.endReason && <p>{t('activation.end-reason', { reason: activation.endReason })}</p>}
    </ClockPanel>
  );
}

// Both deadlines stay visible, and how it stands against the first.
function firstDeadline({ activation, serverNow }: ActivationView, t: Translator): Description[] {
  const { firstDeadlineAt, extensionReason } = activation;
  if (!firstDeadlineAt) return [];
  const stands = againstFirstDeadline(activation, serverNow);
  return [
    { term: t('activation.first-deadline'), value: <><InstantText at={firstDeadlineAt} />{stands && `: ${t(`activation.first-deadline.${stands}`)}`}</> },
    { term: t('activation.extension-reason'), value: extensionReason },
  ];
}

// Once there is nothing left to count to, the clock says how it went.
function useResult({ activation }: ActivationView): string | undefined {
  const t = useTranslator();
  const language = useLanguage();
  if (activation.outcome === 'met') {
    const seconds = (activation.outcomeAt!.getTime() - activation.triggeredAt.getTime()) / 1000;
    return t('activation.result.met', { duration: durationText(seconds, language) });
  }
  if (activation.status === 'running') return undefined;
  return t(activation.status === 'cancelled' ? 'activation.result.cancelled' : 'activation.result.ended');
}

/** What waits to be sent, so that an outage of mail is seen and not guessed. */
export function WaitingRegion({ view }: ViewProps): VNode | null {
  const t = useTranslator();
  const waiting = view.alerts.flatMap(({ deliveries }) => deliveries).filter(({ state, attempts }) => state === 'failed-retrying' || (state === 'queued' && attempts === 0));
  const late = waiting.filter(({ createdAt }) => view.serverNow.getTime() - createdAt.getTime() > 15_000);
  if (late.length === 0) return null;
  const since = new Date(Math.min(...late.map(({ createdAt }) => createdAt.getTime())));
  return <Notice kind="warning">{t('activation.waiting', { n: late.length, since: formatTimeWithSeconds(since, t.language) })}</Notice>;
}

/** Every organisation's answer: received or not, committed or not, by whom. */
export function AnswersRegion({ view }: ViewProps): VNode {
  const t = useTranslator();
  const roots = view.alerts.filter(({ rootId }) => rootId === null);
  return (
    <Panel id="answers" title={t('activation.answers')}>
      <DataTable
        caption={t('activation.answers')}
        captionHidden
        rows={roots}
        rowKey={(row) => row.id}
        columns={[
          { key: 'organisation', header: t('answers.column.organisation'), rowHeader: true, cell: (row) => row.organisation.name },
          { key: 'receipt', header: t('answers.column.receipt'), cell: (row) => <ReceiptOf alert={row} /> },
          { key: 'commitments', header: t('answers.column.commitments'), cell: (row) => (row.asksReceipt ? <CommitmentsCell view={view} organisationId={row.organisationId} /> : '–') },
        ]}
      />
    </Panel>
  );
}

// Who dropped out owes no receipt any more.
function ReceiptOf({ alert: { asksReceipt, receipt, closedAt } }: { alert: ActivationView['alerts'][number] }): VNode {
  const t = useTranslator();
  if (!asksReceipt) return <>{t('answers.not-asked')}</>;
  return closedAt && !receipt ? <>{t('answers.no-longer')}</> : <ReceiptCell receipt={receipt} />;
}

function ReceiptCell({ receipt }: { receipt: ActivationView['alerts'][number]['receipt'] }): VNode {
  if (!receipt) return <StatusBadge of="receipt" state="awaited" />;
  return (
    <>
      <StatusBadge of="receipt" state={receipt.late ? 'received-late' : 'received'} /> {receipt.byName}, {receipt.byFunction}, <InstantText at={receipt.at} format="short" /><ByTelephone channel={receipt.channel} />
    </>
  );
}

function CommitmentsCell({ view, organisationId }: { view: ActivationView; organisationId: string }): VNode {
  const owed = view.deployments.filter(({ milestones, state }) => state !== 'failed' && milestones.some(({ owner, kind }) => kind === 'committed' && owner.id === organisationId));
  return (
    <ul class="plain-list">
      {owed.map((deployment) => {
        const given = deployment.commitments.find(({ organisation }) => organisation.id === organisationId);
        return (
          <li key={deployment.id}>
            {deployment.location.name}: <StatusBadge of="commitment" state={given?.answer ?? 'awaited'} />
            {given && <CommitmentDetails commitment={given} />}
          </li>
        );
      })}
    </ul>
  );
}

function CommitmentDetails({ commitment }: { commitment: CommitmentView }): VNode {
  const t = useTranslator();
  const { byName, byFunction, at, channel, conditions, reason, late, details } = commitment;
  return (
    <>
      {' '}{byName}, {byFunction}, <InstantText at={at} format="short" /><ByTelephone channel={channel} />
      {late && <> <Badge tone="warning" icon="clock">{t('deployment.late')}</Badge></>}
      {conditions && <><br />{t('steps.conditions')}: {conditions}</>}
      {reason && <><br />{t('steps.refusal')}: {reason}</>}
      {details?.party === 'red-cross' && <><br />{t('steps.team-size')}: {details.teamSize}; {t('steps.arrival')}: <InstantText at={new Date(details.arrivalAt)} format="short" /></>}
      {details?.party === 'coa' && <><br />{t('steps.intake')}: {details.intakePlan}</>}
    </>
  );
}

type DeliveryRow = ActivationView['alerts'][number]['deliveries'][number] & { readonly organisation: string; readonly subject: string; /** When the message was made that took its place. */ readonly supersededAt: Date | null };

export function DeliveriesRegion({ view }: ViewProps): VNode {
  const t = useTranslator();
  const madeAt = new Map(view.alerts.flatMap(({ deliveries }) => deliveries.map(({ id, createdAt }) => [id, createdAt])));
  const rows: DeliveryRow[] = view.alerts.flatMap((alert) => alert.deliveries.map((delivery) => ({
    ...delivery, organisation: alert.organisation.name, subject: alert.content[t.language].subject, supersededAt: (delivery.supersededBy && madeAt.get(delivery.supersededBy)) || null,
  })));
  return (
    <Panel id="deliveries" title={t('activation.deliveries')}>
      <Disclosure id="deliveries-list" title={t.count('deliveries.number', rows.length)} aside={<DeliveriesSummary rows={rows} />}>
        <DataTable<DeliveryRow>
          caption={t('activation.deliveries')}
          captionHidden
          rows={rows.toReversed()}
          rowKey={(row) => row.id}
          columns={[
            { key: 'to', header: t('deliveries.column.to'), rowHeader: true, cell: (row) => <>{row.organisation}<br />{row.recipientName}, {row.address}</> },
            { key: 'message', header: t('deliveries.column.message'), cell: (row) => row.subject },
            { key: 'state', header: t('deliveries.column.state'), cell: (row) => <DeliveryState delivery={row} /> },
            { key: 'when', header: t('deliveries.column.when'), cell: (row) => <InstantText at={row.answeredAt ?? row.acceptedAt ?? row.createdAt} format="seconds" /> },
          ]}
        />
      </Disclosure>
    </Panel>
  );
}

// What did not arrive yet is told without opening the list.
function DeliveriesSummary({ rows }: { rows: readonly DeliveryRow[] }): VNode {
  const t = useTranslator();
  const givenUp = rows.filter(({ state }) => state === 'given-up').length;
  const waiting = rows.filter(({ state }) => state === 'queued' || state === 'sending' || state === 'failed-retrying').length;
  return (
    <BadgeRow>
      {waiting + givenUp === 0 && <Badge tone="positive" icon="check">{t('deliveries.all-accepted')}</Badge>}
      {waiting > 0 && <Badge tone="warning" icon="clock">{t('deliveries.waiting', { n: waiting })}</Badge>}
      {givenUp > 0 && <Badge tone="critical" icon="cross">{t('deliveries.given-up', { n: givenUp })}</Badge>}
    </BadgeRow>
  );
}

function DeliveryState({ delivery }: { delivery: DeliveryRow }): VNode {
  const t = useTranslator();
  const [before, after] = t('deliveries.next-try', { at: '\u0000' }).split('\u0000');
  const [beforeState, afterState] = t('deliveries.superseded', { at: '\u0000' }).split('\u0000');
  return (
    <>
      <StatusBadge of="delivery" state={delivery.state} />
      {delivery.state === 'failed-retrying' && delivery.nextTryAt && <> {t('deliveries.attempts', { n: delivery.attempts })}, {before}<InstantText at={delivery.nextTryAt} format="seconds" />{after}</>}
      {delivery.supersededAt && <> {beforeState}<InstantText at={delivery.supersededAt} format="seconds" />{afterState}</>}
      {delivery.possiblySentTwice && <> {t('deliveries.twice')}</>}
    </>
  );
}

const CRITICAL = new Set(['milestone.overdue', 'deployment.will-be-late', 'deployment.failed', 'activation.deadline-near', 'extra-places.deadline-near', 'stay.over', 'stay.over-uncounted', 'information.overdue']);

export function TimelineRegion({ view }: ViewProps): VNode {
  const t = useTranslator();
  const shown = view.timeline.filter(({ action }) => t.has(`action.${action}`)).toReversed();
  return (
    <Panel id="timeline" title={t('activation.timeline')}>
      {shown.length === 0 ? <EmptyState text={t('activation.timeline.empty')} /> : (
        <Timeline
          label={t('activation.timeline')}
          entries={shown.map((entry) => ({ id: entry.id, at: entry.at, tone: toneOf(entry), text: <EntryText entry={entry} view={view} />, ...actorOf(entry) }))}
        />
      )}
    </Panel>
  );
}

type Entry = ActivationView['timeline'][number];

function toneOf({ action, after }: Entry): Tone {
  if (action === 'activation.outcome' || action === 'extra-places.outcome') return (after as { outcome?: string } | null)?.outcome === 'met' ? 'positive' : 'critical';
  return CRITICAL.has(action) ? 'warning' : 'neutral';
}

function actorOf({ personal, organisation }: Entry): { actor?: string } {
  const by = personal?.['by'] as { name?: string; function?: string } | undefined;
  const parts = [by?.name, organisation?.name].filter((part): part is string => Boolean(part));
  return parts.length > 0 ? { actor: parts.join(', ') } : {};
}

function EntryText({ entry, view }: { entry: Entry; view: ActivationView }): VNode {
  const t = useTranslator();
  const after = (entry.after ?? {}) as { kind?: string; informed?: InformedKind; deploymentId?: string; outcome?: 'met' | 'missed' | 'none'; superseded?: readonly string[]; organisationId?: string };
  const details = [
    after.kind && t.has(`milestone.${after.kind}`) ? t.text(`milestone.${after.kind}`) : null,
    after.informed ? t.of(informedNames([after.informed])) : null,
    aboutWhom(entry, after.deploymentId, view),
    after.superseded ? t('deliveries.caught-up', { organisation: view.alerts.find(({ organisationId }) => organisationId === after.organisationId)?.organisation.name ?? '', n: t.count('deliveries.number', after.superseded.length) }) : null,
    after.outcome && entry.action.endsWith('.outcome') ? t(`state.outcome.${after.outcome}`) : null,
  ].filter((part) => part !== null);
  return <>{t.text(`action.${entry.action}`)}{details.length > 0 && `: ${details.join(', ')}`}{entry.channel === 'telephone' && ` (${t('history.channel.telephone')})`}</>;
}

// A location by its name, or the organisation that was telephoned.
function aboutWhom({ subjectKind, subjectId }: Entry, deploymentId: string | undefined, view: ActivationView): string | null {
  const wanted = deploymentId ?? (subjectKind === 'milestone' ? ownerOf(view, subjectId) : subjectId);
  const location = view.deployments.find(({ id }) => id === wanted)?.location.name;
  return location ?? view.callTasks.find(({ id }) => id === subjectId)?.organisation.name ?? null;
}

const ownerOf = (view: ActivationView, milestoneId: string): string | undefined =>
  view.deployments.find(({ milestones }) => milestones.some(({ id }) => id === milestoneId))?.id;

/** The parts of the page that move, by the id under which a snapshot replaces them. */
export const REGIONS: Readonly<Record<string, (props: ViewProps) => VNode | null>> = {
  behalf: OnBehalfRegion, clock: ClockRegion, waiting: WaitingRegion, calls: CallsRegion, press: PressRegion, deployments: DeploymentsRegion, answers: AnswersRegion, deliveries: DeliveriesRegion, timeline: TimelineRegion,
};

/** The regions of a snapshot as HTML. */
export const renderRegions = (view: ActivationView, language: Language): Record<string, string> =>
  Object.fromEntries(Object.entries(REGIONS).map(([id, Region]) => [id, renderFragment(language, <Region view={view} />)]));

