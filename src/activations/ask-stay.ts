import { Injectable } from '@nestjs/common';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { STAY_POLICY } from '../../config/stay.js';
import { Alerts } from '../alerts/index.js';
import { addSeconds, newId, type Actor, type Instant, type LocalDay } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts, audienceOf } from './activation-alerts.js';
import { activationIdOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import type { Deployment } from './deployment.entity.js';
import { deadlineFor, firstNightOf, lastNightToAsk, refuseStayRequest, stayOverAt } from './domain/index.js';
import { organisationName } from './organisation-names.js';
import { saveActivation } from './save.js';
import { isOpenRequest, StayExtension } from './stay-extension.entity.js';
import { stayAskedMail } from './stay-mail.js';

// Kept as one text, like any reason that a person gives.
const DEADLINE_PASSES = 'De deadline is verlengd tot na de afgesproken laatste nacht. / The deadline was put off beyond the agreed last night.';

export type StayRequest = { readonly lastNight: LocalDay; readonly reason: string };

/** PRO or operations ask a municipality for a longer stay. Nothing changes by it: only its fresh commitment moves the last night. */
@Injectable()
export class AskStay {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly organisations: Organisations,
    private readonly record: RecordBook,
  ) {}

  /**
   * Gives the id of the request, or of the one that the same Idempotency-Key made before. Throws ACTIVATION.NOT_RUNNING,
   * DEPLOYMENT.NOT_ALLOWED, STAY.ALREADY_ASKED, REQUEST.INVALID or REQUEST.NOT_FOUND; then nothing has changed.
   */
  async run(actor: Actor, deploymentId: string, request: StayRequest, key?: IdempotencyKey): Promise<string> {
    return (await once(this.database, key, (tx) => this.ask(tx, actor, deploymentId, request))).result;
  }

  private async ask(tx: Tx, actor: Actor, deploymentId: string, { lastNight, reason }: StayRequest): Promise<string> {
    const activationId = await activationIdOf(tx, 'deployments', deploymentId);
    await tx.lock('activations', activationId);
    const now = await tx.now();
    const aggregate = await readActivation(tx, actor.scope, activationId);
    const { activation, deployments, stayExtensions } = aggregate;
    const deployment = deployments.find(({ id }) => id === deploymentId)!;
    const openId = stayExtensions.find((one) => one.deploymentId === deploymentId && isOpenRequest(one))?.id ?? null;
    const problem = refuseStayRequest({
      lifecycle: activation.status, deployment: deployment.state, lastNight: deployment.lastNight, firstNight: firstNightOf(deadlineFor(activation, deployment), deployment.createdAt), openId,
    }, lastNight, now, STAY_POLICY);
    if (problem) throw problem;
    const extension = await this.save(tx, actor, aggregate, deployment, { lastNight, reason }, now);
    await this.tell(tx, aggregate, deployment, extension, now, actor.organisationId);
    await saveActivation(tx, activation);
    await tx.notify('activation', activationId);
    return extension.id;
  }

  /**
   * The deadline was put off: where that passes the agreed last night of a location that is being prepared, its municipality is asked
   * for as many nights as were left of what it had agreed to, and PRO is told. What waits for an answer already is not asked twice,
   * unless the night that it asks for is passed too. `deadlinesBefore`: of each deployment.
   */
  async afterDeadline(tx: Tx, actor: Actor, aggregate: ActivationAggregate, deadlinesBefore: ReadonlyMap<string, Instant>, now: Instant): Promise<void> {
    const { activation, deployments, stayExtensions } = aggregate;
    for (const deployment of deployments.filter((one) => one.state === 'preparing' && deadlineFor(activation, one).getTime() === activation.deadlineAt.getTime())) {
      const [firstNightBefore, firstNight] = [deadlinesBefore.get(deployment.id)!, activation.deadlineAt].map((deadlineAt) => firstNightOf(deadlineAt, deployment.createdAt));
      const lastNight = lastNightToAsk({ lastNight: deployment.lastNight, firstNightBefore: firstNightBefore!, firstNight: firstNight! });
      const open = stayExtensions.find((one) => one.deploymentId === deployment.id && isOpenRequest(one));
      if (!lastNight || (open && open.lastNight >= firstNight!)) continue;
      if (open) await tx.manager.update(StayExtension, { id: open.id }, { closedAt: now });
      const extension = await this.save(tx, actor, aggregate, deployment, { lastNight, reason: DEADLINE_PASSES }, now);
      await this.tell(tx, aggregate, deployment, extension, now, null);
    }
  }

  private async save(tx: Tx, actor: Actor, { activation }: ActivationAggregate, deployment: Deployment, { lastNight, reason }: StayRequest, now: Instant): Promise<StayExtension> {
    const { id: activationId, exercise, parties } = activation;
    const extension = Object.assign(new StayExtension(), {
      id: newId(), activationId, deploymentId: deployment.id, lastNight, lastNightBefore: deployment.lastNight, reason,
      askedBy: actor.organisationId ?? parties.operationsId, askedAt: now,
    });
    await tx.manager.insert(StayExtension, extension);
    await this.record.add(tx, actor, {
      action: 'stay.extension-asked', subjectKind: 'deployment', subjectId: deployment.id, activationId, exercise,
      before: { lastNight: deployment.lastNight }, after: { stayExtensionId: extension.id, lastNight }, personal: { reason },
    });
    return extension;
  }

  // Whoever asks by hand need not be told.
  private async tell(tx: Tx, aggregate: ActivationAggregate, deployment: Deployment, extension: StayExtension, now: Instant, askedBy: string | null): Promise<void> {
    const { activation, deployments } = aggregate;
    const context = this.activationAlerts.contextOf(activation, deployments);
    const asker = await organisationName(this.organisations, tx, extension.askedBy);
    const week = addSeconds(now, ACTIVATION_POLICY.answerLinkDays.value * 86_400);
    const over = extension.lastNightBefore ? stayOverAt(extension.lastNightBefore, STAY_POLICY) : week;
    await this.alerts.follow(tx, [{
      topicId: activation.id, organisationId: deployment.municipalityId, purpose: 'stay-extension-asked', exercise: activation.exercise,
      content: stayAskedMail(context, deployment, extension, asker, true), answerLinkUntil: over > week ? over : week,
    }]);
    const others = audienceOf(aggregate, 'oversight').filter((id) => id !== askedBy);
    await this.activationAlerts.tellOrganisations(tx, activation, others, 'stay-extension-asked', stayAskedMail(context, deployment, extension, asker, false));
  }
}
