import type { Instant, Scope } from '../kernel/index.js';
import type { ActivationAggregate } from './activation-aggregate.js';
import type { OrganisationName } from './activation-view.js';
import { deadlineFor, forPlaces, openPlaces } from './domain/index.js';
import type { ExtraPlaces } from './extra-places.entity.js';
import { seesDeployment, seesExtraPlaces } from './visibility.js';

/** Places that were asked for after the trigger, as they stand. */
export type ExtraPlacesView = Pick<ExtraPlaces, 'id' | 'places' | 'groups' | 'plannedPlaces' | 'shortfall' | 'reason' | 'askedAt' | 'firstDeadlineAt' | 'outcome' | 'outcomeAt' | 'outcomeReason'> & {
  readonly askedBy: OrganisationName;
  /** Of their own, or the activation's. */
  readonly deadlineAt: Instant;
  readonly ownDeadline: boolean;
  readonly openPlaces: number;
};

/** Extra places as this reader may see them: a municipality those for which one of its buildings is used. */
export function extraPlacesView(scope: Scope, { activation, extras, deployments }: Pick<ActivationAggregate, 'activation' | 'extras' | 'deployments'>, named: (id: string) => OrganisationName): ExtraPlacesView[] {
  const seen = deployments.filter(({ municipalityId }) => seesDeployment(scope, municipalityId));
  return extras.filter(({ id }) => seesExtraPlaces(scope, seen, id)).map((extra) => {
    const { id, places, groups, plannedPlaces, shortfall, reason, askedBy, askedAt, firstDeadlineAt, deadlineAt, outcome, outcomeAt, outcomeReason } = extra;
    return {
      id, places, groups, plannedPlaces, shortfall, reason, askedAt, firstDeadlineAt, outcome, outcomeAt, outcomeReason,
      askedBy: named(askedBy), deadlineAt: deadlineFor(activation, extra), ownDeadline: deadlineAt !== null, openPlaces: openPlaces(forPlaces(deployments, id)),
    };
  });
}
