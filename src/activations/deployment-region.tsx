import type { VNode } from 'preact';
import { Badge, DataTable, Disclosure, durationText, GroupsText, InstantText, Panel, StatusBadge, useTranslator } from '../web/index.js';
import { forPlaces, PLAN_REASONS } from './domain/index.js';
import { ExtraPlacesFacts } from './extra-places-region.js';
import type { ActivationView, DeploymentView, MilestoneView } from './activation-view.js';
import { InformationTasks, OpenedUninformed } from './information-region.js';
import { PresenceDays, Rides } from './presence-region.js';
import { StayText } from './stay-region.js';

/** Every location in use: where it is, for whom, how far it is. */
export function DeploymentsRegion({ view }: { readonly view: ActivationView }): VNode {
  const t = useTranslator();
  return (
    <>
      <h2 class="utrecht-heading-2" id="deployments">{t('activation.deployments')}</h2>
      <DeploymentPanels view={view} deployments={forPlaces(view.deployments)} />
      {view.extras.map((extra) => (
        <section key={extra.id} class="extra-places" aria-labelledby={`extra-${extra.id}`}>
          <ExtraPlacesFacts extra={extra} serverNow={view.serverNow} running={view.activation.status === 'running'} />
          <DeploymentPanels view={view} deployments={forPlaces(view.deployments, extra.id)} />
        </section>
      ))}
    </>
  );
}

const DeploymentPanels = ({ view, deployments }: { view: ActivationView; deployments: readonly DeploymentView[] }): VNode => (
  <>{deployments.map((deployment) => <DeploymentPanel key={deployment.id} deployment={deployment} now={view.serverNow} replaces={view.deployments.find(({ id }) => id === deployment.replacesId)?.location.name} />)}</>
);

function DeploymentPanel({ deployment, now, replaces }: { deployment: DeploymentView; now: Date; replaces: string | undefined }): VNode {
  const t = useTranslator();
  const { id, location, state, places, groups, stateReason, replan, present, openedAt, openedLate, milestones, path } = deployment;
  return (
    <Panel id={`deployment-${id}`} level={3} title={location.name} aside={<StatusBadge of="deployment" state={state} />}>
      <p>
        {location.street} {location.houseNumber}, {location.postcode} {location.place} ({location.municipalityName})
        <br />
        {t('deployment.persons', { places })}
        <GroupsText groups={groups} />
      </p>
      {path && <PathText path={path} />}
      {openedAt && <p><OpenedText at={openedAt} late={openedLate ?? false} /></p>}
      {present && <p><PresentText present={present} /></p>}
      <OpenedUninformed deployment={deployment} />
      <StayText deployment={deployment} now={now} />
      {replaces && <p>{t('deployment.replaces', { name: replaces })}</p>}
      {stateReason && <p>{t('deployment.state-reason', { reason: stateReason })}</p>}
      {replan && <ReplanText replan={replan} />}
      <PresenceDays deployment={deployment} />
      <Rides deployment={deployment} />
      <Milestones id={id} name={location.name} milestones={milestones} />
      <InformationTasks deployment={deployment} />
    </Panel>
  );
}

// When it opens if every step takes as long as usual, and what decides that now.
function PathText({ path: { expectedOpenAt, willBeLate, slackSeconds, next } }: { path: NonNullable<DeploymentView['path']> }): VNode {
  const t = useTranslator();
  const key = willBeLate ? 'deployment.expected.late' : 'deployment.expected';
  const [before, after] = t(key, { at: '\u0000', slack: durationText(slackSeconds, t.language) }).split('\u0000');
  const owners = new Map<MilestoneView['kind'], string[]>();
  for (const { kind, owner } of next) owners.set(kind, [...(owners.get(kind) ?? []), owner.name]);
  const steps = [...owners].map(([kind, names]) => `${t(`milestone.${kind}`)} (${names.join('; ')})`).join(' · ');
  return (
    <p>
      {willBeLate && <><StatusBadge of="path" state="late" /> </>}
      {before}<InstantText at={expectedOpenAt} />{after}
      <br />
      {t('deployment.expected.next', { steps })}
    </p>
  );
}

// A refusal is a right: what follows from it is said as a fact, never as a fault.
function ReplanText({ replan: { places, shortfall, rejected } }: { replan: NonNullable<DeploymentView['replan']> }): VNode {
  const t = useTranslator();
  return (
    <>
      {places > 0 && <p>{t('deployment.replanned', { places })}</p>}
      {shortfall > 0 && <p>{t('deployment.replanned.short', { short: shortfall })}</p>}
      {shortfall > 0 && rejected.length > 0 && (
        <>
          <p>{t('deployment.replanned.rejected')}</p>
          <ul>{rejected.map(({ name, reason }) => <li key={name}>{name}: {t.of(PLAN_REASONS[reason.code], reason.params)}</li>)}</ul>
        </>
      )}
    </>
  );
}

function OpenedText({ at, late }: { at: Date; late: boolean }): VNode {
  const [before, after] = useAround(late ? 'deployment.opened-late' : 'deployment.opened');
  return <>{before}<InstantText at={at} />{after}</>;
}

function PresentText({ present }: { present: NonNullable<DeploymentView['present']> }): VNode {
  const t = useTranslator();
  const [before, after] = t('deployment.present', { total: present.total, at: '\u0000' }).split('\u0000');
  return <>{before}<InstantText at={present.at} format="short" />{after}</>;
}

// A sentence with a time in it: the time is an element of its own.
function useAround(key: 'deployment.opened' | 'deployment.opened-late' | 'deployment.done-at'): [string, string] {
  const [before, after] = useTranslator()(key, { at: '\u0000' }).split('\u0000');
  return [before ?? '', after ?? ''];
}

/** Milestones of one kind: `received` and `committed` are owed by every party, the others by one. */
type MilestoneRow = { readonly kind: MilestoneView['kind']; readonly milestones: readonly [MilestoneView, ...MilestoneView[]] };

function rowsOf(milestones: readonly MilestoneView[]): MilestoneRow[] {
  const rows = new Map<MilestoneView['kind'], MilestoneRow>();
  for (const milestone of milestones) {
    const { kind } = milestone;
    const row = rows.get(kind);
    rows.set(kind, { kind, milestones: row ? [...row.milestones, milestone] : [milestone] });
  }
  return [...rows.values()];
}

function Milestones({ id, name, milestones }: { id: string; name: string; milestones: readonly MilestoneView[] }): VNode {
  const t = useTranslator();
  const counted = milestones.filter(({ state }) => state !== 'void');
  const done = counted.filter(({ state }) => state === 'done').length;
  const overdue = counted.filter((milestone) => milestone.overdue).length;
  const slack = milestones.some(({ slackSeconds }) => slackSeconds !== null);
  return (
    <Disclosure
      id={`milestones-${id}`}
      title={t('deployment.progress', { done, total: counted.length })}
      {...(overdue > 0 && { aside: <Badge tone="critical" icon="exclamation">{t('deployment.progress.overdue', { n: overdue })}</Badge> })}
    >
      <DataTable<MilestoneRow>
        caption={t('deployment.milestones', { name })}
        captionHidden
        rows={rowsOf(milestones)}
        rowKey={(row) => row.kind}
        columns={[
          { key: 'kind', header: t('deployment.column.milestone'), rowHeader: true, cell: (row) => t(`milestone.${row.kind}`) },
          { key: 'owner', header: t('deployment.column.owner'), cell: ({ milestones: [first, ...others] }) => (others.length > 0 ? t('deployment.each-party') : first.owner.name) },
          { key: 'due', header: t('deployment.column.due'), cell: ({ milestones: [first] }) => <InstantText at={first.dueAt} format="short" /> },
          ...(slack ? [{ key: 'slack', header: t('deployment.column.slack'), cell: (row: MilestoneRow) => <SlackText {...row} /> }] : []),
          { key: 'state', header: t('deployment.column.state'), cell: (row) => <RowState {...row} /> },
        ]}
      />
    </Disclosure>
  );
}

// Parties may differ: the tightest decides.
function SlackText({ milestones }: MilestoneRow): VNode {
  const t = useTranslator();
  const tightest = Math.min(...milestones.map(({ slackSeconds }) => slackSeconds ?? Infinity));
  if (tightest === Infinity) return <>–</>;
  const text = durationText(tightest, t.language);
  return tightest < 0 ? <strong>{t('deployment.slack.late', { slack: text })}</strong> : <>{text}</>;
}

const shownState = ({ state, overdue, doneLate }: MilestoneView): MilestoneView['state'] | 'overdue' | 'done-late' =>
  state === 'open' && overdue ? 'overdue' : state === 'done' && doneLate ? 'done-late' : state;

// Parties that are equally far share one badge; otherwise each is named.
function RowState({ milestones }: MilestoneRow): VNode {
  const [first, ...others] = milestones;
  if (others.length === 0) return <MilestoneState milestone={first} />;
  if (others.every((other) => shownState(other) === shownState(first))) return <StatusBadge of="milestone" state={shownState(first)} />;
  return (
    <ul class="plain-list">
      {milestones.map((milestone) => <li key={milestone.id}><StatusBadge of="milestone" state={shownState(milestone)} /> {milestone.owner.name}</li>)}
    </ul>
  );
}

function MilestoneState({ milestone }: { milestone: MilestoneView }): VNode {
  const [before, after] = useAround('deployment.done-at');
  const { doneAt, note } = milestone;
  return (
    <div>
      <StatusBadge of="milestone" state={shownState(milestone)} />
      {doneAt && <> {before}<InstantText at={doneAt} format="short" />{after}</>}
      {note && <><br /><span>{note}</span></>}
    </div>
  );
}
