import { Injectable } from '@nestjs/common';
import { STAY_POLICY } from '../../config/stay.js';
import { SYSTEM_SCOPE, type Actor, type LocalDay } from '../kernel/index.js';
import { Locations } from '../locations/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import type { Activation } from './activation.entity.js';
import { Deployment } from './deployment.entity.js';
import { deadlineFor, decisionLimit, firstNightOf, stayOverAt, stayWarnings, type StayTerms } from './domain/index.js';
import { COUNT_DUE, STAY_MOMENTS, STAY_OVER, STAY_WARNINGS } from './due-moments.js';

/** Keeps the agreed last night of a deployment, with what is due because of it. Works within the decisions of others. */
@Injectable()
export class AgreedStays {
  constructor(
    private readonly locations: Locations,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /** What bounds the stay, by the college decision that is on file now. */
  async terms(tx: Tx, activation: Pick<Activation, 'deadlineAt'>, deployment: Deployment): Promise<StayTerms> {
    const { facts } = await this.locations.byId(tx, SYSTEM_SCOPE, deployment.locationId);
    return { firstNight: firstNightOf(deadlineFor(activation, deployment), deployment.createdAt), decision: facts.collegeDecision };
  }

  /** Writes the last night that the municipality agreed to, and plans the warnings anew. Null: its decision ends before the first night. */
  async agree(tx: Tx, actor: Actor, { id: activationId, exercise }: Activation, deployment: Deployment, lastNight: LocalDay | null, terms: StayTerms): Promise<void> {
    const { id, lastNight: before } = deployment;
    deployment.lastNight = lastNight;
    await tx.manager.update(Deployment, { id }, { lastNight });
    await this.record.add(tx, actor, {
      action: 'stay.agreed', subjectKind: 'deployment', subjectId: id, activationId, exercise,
      before: { lastNight: before }, after: { lastNight, firstNight: terms.firstNight, limit: decisionLimit(terms) },
    });
    if (lastNight) await this.plan(tx, id, lastNight);
  }

  /** The municipality takes its commitment back: no night is agreed any more. */
  async forget(tx: Tx, deployment: Deployment): Promise<void> {
    deployment.lastNight = null;
    await tx.manager.update(Deployment, { id: deployment.id }, { lastNight: null });
    await this.end(tx, [deployment.id]);
  }

  /** These are out of use: nobody is warned or reminded any more, and what was asked needs no answer. */
  async end(tx: Tx, deploymentIds: readonly string[]): Promise<void> {
    await this.dueMoments.supersede(tx, deploymentIds, [...STAY_MOMENTS, COUNT_DUE]);
    await tx.query('UPDATE stay_extensions SET closed_at = $2 WHERE deployment_id = ANY($1::uuid[]) AND answered_at IS NULL AND closed_at IS NULL', [deploymentIds, await tx.now()]);
  }

  // Those that lie in the past lapse.
  private async plan(tx: Tx, subjectId: string, lastNight: LocalDay): Promise<void> {
    const warnings = stayWarnings(lastNight, STAY_POLICY).map(({ days, at }) => ({ definition: STAY_WARNINGS.get(days)!, subjectId, dueAt: at }));
    await this.dueMoments.plan(tx, [...warnings, { definition: STAY_OVER, subjectId, dueAt: stayOverAt(lastNight, STAY_POLICY) }]);
  }
}
