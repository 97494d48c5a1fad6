import { Injectable } from '@nestjs/common';
import { Alerts } from '../alerts/index.js';
import { Problem, type Actor, type Instant } from '../kernel/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { NOT_RUNNING } from './domain/index.js';
import { pressLineMail } from './information-mail.js';
import { PressLine, type StatedPressLine } from './press-line.entity.js';
import { assertPersonFor } from './person-needed.js';
import { saveActivation } from './save.js';

/** Who speaks, what is told, and from when on. `telephone`: E.164. */
export type PressLineInput = {
  readonly spokesperson: { readonly name: string; readonly organisation: string; readonly telephone: string };
  readonly textNl: string;
  readonly textEn?: string | null | undefined;
  readonly publishFrom: Instant;
};

/** One spokesperson and one press line per activation: set or changed, and told to everyone. */
@Injectable()
export class SetPressLine {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  /**
   * `version` is the press line's own: that of the activation changes with every step of anybody. 0 where there is none yet.
   * The same again changes nothing and tells nobody. Throws REQUEST.STALE_VERSION, ACTIVATION.NOT_RUNNING or REQUEST.NOT_FOUND.
   */
  async run(actor: Actor, activationId: string, version: number, input: PressLineInput): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.lock('activations', activationId);
      await this.alerts.lockTopic(tx, activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      if (aggregate.activation.status !== 'running') throw new Problem(NOT_RUNNING);
      assertPersonFor(aggregate.activation, actor);
      const before = aggregate.pressLine;
      assertVersion(before?.version ?? 0, version);
      const { spokesperson, textNl, textEn, publishFrom } = input;
      const stated = { ...spokesperson, textNl, textEn: textEn?.trim() || null, publishFrom };
      if (before && isSame(before, stated)) return;
      const line = Object.assign(new PressLine(), { activationId, ...stated, version: version + 1, setAt: now });
      await this.save(tx, actor, aggregate, before, line);
    });
  }

  private async save(tx: Tx, actor: Actor, aggregate: ActivationAggregate, before: PressLine | null, line: StatedPressLine): Promise<void> {
    const { activation, deployments } = aggregate;
    await tx.manager.save(PressLine, line);
    await this.record.add(tx, actor, {
      action: 'press-line.set', subjectKind: 'activation', subjectId: activation.id, activationId: activation.id, exercise: activation.exercise,
      before: before && published(before), after: published(line), personal: { spokesperson: spokespersonOf(line), spokespersonBefore: before && spokespersonOf(before) },
    });
    const content = pressLineMail(this.activationAlerts.contextOf(activation, deployments), line);
    await this.activationAlerts.tell(tx, aggregate, 'everyone', 'press-line', content);
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }
}

// What is meant for the newspaper is not personal; whom to telephone is.
const published = ({ textNl, textEn, publishFrom, version }: PressLine): Record<string, unknown> => ({ textNl, textEn, publishFrom, version });
const spokespersonOf = ({ name, organisation, telephone }: PressLine): Record<string, string | null> => ({ name, organisation, telephone });

const isSame = (before: PressLine, stated: Omit<PressLine, 'activationId' | 'version' | 'setAt'>): boolean =>
  (['name', 'organisation', 'telephone', 'textNl', 'textEn'] as const).every((key) => before[key] === stated[key]) && before.publishFrom.getTime() === stated.publishFrom.getTime();
