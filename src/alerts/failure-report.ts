import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry, type DueMoment } from '../platform/due-moments/index.js';
import { Alert } from './alert.entity.js';
import { AlertWriter } from './alert-writer.js';
import { failureContent } from './alerts.mail.js';
import { PURPOSES } from './purposes.js';
import { Recipients } from './recipients.js';

/** Tells every operations organisation of a due moment that keeps failing. */
@Injectable()
export class FailureReport implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly writer: AlertWriter,
    private readonly recipients: Recipients,
  ) {}

  onModuleInit(): void {
    this.registry.reportFailuresTo((tx, moment, error) => this.report(tx, moment, error));
  }

  private async report(tx: Tx, moment: DueMoment, error: string): Promise<void> {
    const about = await this.registry.handlerOf(moment.kind)?.about?.(tx, moment.subjectId);
    const { topicId, exercise } = about ?? (await this.topicOf(tx, moment.subjectId));
    const content = failureContent({ id: moment.id, kind: moment.kind, dueAt: moment.dueAt, attempts: moment.attempts, error });
    for (const organisationId of await this.recipients.operations(tx)) {
      const root = await this.writer.rootOf(tx, topicId, organisationId);
      const to = await this.recipients.choose(tx, organisationId, root?.id, 'already-alerted');
      await this.writer.write(tx, { topicId, organisationId, purpose: PURPOSES.failure, exercise, content, asksReceipt: false, lane: this.registry.definitionOf(moment.kind)?.lane }, to);
    }
  }

  // Where the kind does not say: a topic, one of its alerts, or something this room knows nothing of; then the subject is the topic.
  private async topicOf(tx: Tx, subjectId: string): Promise<{ topicId: string; exercise: boolean }> {
    const [known] = await tx.manager.find(Alert, { where: [{ id: subjectId }, { topicId: subjectId }], take: 1 });
    return { topicId: known?.topicId ?? subjectId, exercise: known?.exercise ?? false };
  }
}
