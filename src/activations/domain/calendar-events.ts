import type { MilestoneKind } from '../../../config/activation.js';
import type { Instant, LocalDay } from '../../kernel/index.js';
import type { Lifecycle } from './activation-state.js';
import { isLive, type DeploymentState } from './deployment-state.js';

/** An appointment in an organisation's calendar. */
export type CalendarEvent = {
  /** Stable: the same appointment has the same one whenever it is told. */
  readonly uid: string;
  /** An instant, or for a last night its whole day. */
  readonly at: Instant | LocalDay;
  readonly about: 'deadline' | 'extra-deadline' | 'milestone' | 'last-night';
  readonly milestone: MilestoneKind | null;
  /** The building's name; null for a deadline. */
  readonly location: string | null;
  readonly done: boolean;
  /** It no longer stands. It is still told, so that calendars drop it. */
  readonly cancelled: boolean;
};

type Activation = { readonly id: string; readonly status: Lifecycle; readonly deadlineAt: Instant; readonly parties: Readonly<Record<string, string>> };
type Deployment = { readonly id: string; readonly municipalityId: string; readonly extraPlacesId: string | null; /** Of its extra places; null: the activation's. */ readonly deadlineAt: Instant | null; readonly state: DeploymentState; readonly lastNight: LocalDay | null; readonly location: { readonly name: string } };
type Milestone = { readonly id: string; readonly deploymentId: string; readonly organisationId: string; readonly kind: MilestoneKind; readonly dueAt: Instant; readonly state: 'open' | 'done' | 'refused' | 'void' };

export type CalendarFacts = { readonly activation: Activation; readonly deployments: readonly Deployment[]; readonly milestones: readonly Milestone[] };

/**
 * What one organisation has in its calendar of one activation: the deadline, later ones of extra places, the milestones it owes
 * itself, and agreed last nights.
 * A municipality has its own buildings only. Empty for an organisation without a part in it.
 */
export function calendarEvents(organisationId: string, { activation, deployments, milestones }: CalendarFacts): CalendarEvent[] {
  const isParty = Object.values(activation.parties).includes(organisationId);
  const own = deployments.filter(({ municipalityId }) => isParty || municipalityId === organisationId);
  if (!isParty && own.length === 0) return [];
  const running = activation.status === 'running';
  const stands = new Map(own.map((deployment) => [deployment.id, { name: deployment.location.name, cancelled: !running || !isLive(deployment.state) }]));
  return [
    ...deadlineEvents(activation, own, isParty),
    ...milestones.flatMap(({ id, deploymentId, organisationId: owner, kind, dueAt, state }): CalendarEvent[] => {
      const at = stands.get(deploymentId);
      if (!at || owner !== organisationId) return [];
      const cancelled = at.cancelled || state === 'refused' || state === 'void';
      return [{ uid: `milestone-${id}`, at: dueAt, about: 'milestone', milestone: kind, location: at.name, done: state === 'done', cancelled }];
    }),
    ...own.flatMap(({ id, lastNight }): CalendarEvent[] => {
      const { name, cancelled } = stands.get(id)!;
      return lastNight === null ? [] : [{ uid: `last-night-${id}`, at: lastNight, about: 'last-night', milestone: null, location: name, done: false, cancelled }];
    }),
  ];
}

/** The activation's deadline for who serves it, and one of their own for each of the extra places. */
function deadlineEvents(activation: Activation, own: readonly Deployment[], isParty: boolean): CalendarEvent[] {
  const running = activation.status === 'running';
  const event = (about: CalendarEvent['about'], id: string, at: Instant, served: readonly Deployment[], always: boolean): CalendarEvent => ({
    uid: `deadline-${id}`, at, about, milestone: null, location: null, done: false, cancelled: !running || !(always || served.some(({ state }) => isLive(state))),
  });
  const common = own.filter(({ deadlineAt }) => deadlineAt === null);
  const apart = new Map<string, { at: Instant; served: Deployment[] }>();
  for (const deployment of own) {
    const { extraPlacesId, deadlineAt } = deployment;
    if (!extraPlacesId || !deadlineAt) continue;
    const one = apart.get(extraPlacesId) ?? { at: deadlineAt, served: [] };
    one.served.push(deployment);
    apart.set(extraPlacesId, one);
  }
  return [
    ...(isParty || common.length > 0 ? [event('deadline', activation.id, activation.deadlineAt, common, isParty)] : []),
    ...[...apart].map(([id, { at, served }]) => event('extra-deadline', id, at, served, false)),
  ];
}
