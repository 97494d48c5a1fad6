import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PERIOD_END_POLICY } from '../../config/reserve.js';
import { Alerts, type Content } from '../alerts/index.js';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { noticeAt } from './domain/index.js';
import { PERIOD_ENDED, PERIOD_ENDS_SOON } from './due-moments.js';
import { periodEndedMail, periodEndsSoonMail } from './period-end.mail.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';
import { RunningActivations, type RunningActivation } from './running-activations.js';

/** Carries out what is due about the end of a reservation period. It asks for decisions and takes none. */
@Injectable()
export class PeriodJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly requests: ReserveRequests,
    private readonly running: RunningActivations,
    private readonly alerts: Alerts,
    private readonly record: RecordBook,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  onModuleInit(): void {
    const lock = async (tx: Tx, id: string): Promise<void> => {
      await tx.lock('reserve_requests', id);
    };
    this.registry.define(PERIOD_ENDED, ...PERIOD_ENDS_SOON.values());
    for (const [weeks, definition] of PERIOD_ENDS_SOON) this.registry.handle(definition, { lock, carryOut: (tx, { subjectId }, now) => this.endsSoon(tx, subjectId, weeks, now) });
    this.registry.handle(PERIOD_ENDED, { lock, carryOut: (tx, { subjectId }) => this.ended(tx, subjectId) });
  }

  /** PRO is asked to extend or to release; the duty desk and the province know. Nothing to say once that was decided, or when a later notice stands. */
  private async endsSoon(tx: Tx, id: string, weeks: number, now: Instant): Promise<void> {
    const request = await this.requests.byId(tx, SYSTEM_SCOPE, id);
    if (!isOpen(request) || request.extension?.answer === 'accepted' || noticeAt(request.periodTo, now, PERIOD_END_POLICY) !== weeks) return;
    const running = await this.realOnes(tx, id);
    const content = (decides: boolean): Content => periodEndsSoonMail(request, weeks, running, decides, this.settings.publicUrl);
    await this.tell(tx, id, 'period-ends-soon', [[request.ministryId, content(true)], [request.operationsId, content(false)], [request.provinceId, content(false)]]);
    await this.record.add(tx, SYSTEM_ACTOR, { action: 'reserve-request.period-ends-soon', subjectKind: 'reserve-request', subjectId: id, after: { weeks, ...stateOf(request, running) } });
    await tx.notify('reserve-request', id);
  }

  /** PRO and the duty desk are told of what is left undecided. Nothing is ended, and nothing goes on counting. */
  private async ended(tx: Tx, id: string): Promise<void> {
    const request = await this.requests.byId(tx, SYSTEM_SCOPE, id);
    if (request.answer === 'released') return;
    const running = await this.realOnes(tx, id);
    const undecided = isOpen(request) && request.extension?.answer !== 'accepted';
    if (undecided || running.length > 0) {
      const content = periodEndedMail(request, running, this.settings.publicUrl);
      await this.tell(tx, id, 'period-ended', [[request.ministryId, content], [request.operationsId, content]]);
    }
    await this.record.add(tx, SYSTEM_ACTOR, { action: 'reserve-request.period-ended', subjectKind: 'reserve-request', subjectId: id, after: stateOf(request, running) });
    await tx.notify('reserve-request', id);
  }

  private async realOnes(tx: Tx, id: string): Promise<RunningActivation[]> {
    return (await this.running.of(tx, id)).filter(({ exercise }) => !exercise);
  }

  private async tell(tx: Tx, topicId: string, purpose: string, messages: readonly (readonly [organisationId: string, content: Content])[]): Promise<void> {
    await this.alerts.raise(tx, messages.map(([organisationId, content]) => ({ topicId, organisationId, purpose, content, exercise: false, asksReceipt: false, lane: 'routine' as const })));
  }
}

const isOpen = ({ answer }: ReserveRequestView): boolean => answer !== 'released' && answer !== 'declined';

const stateOf = ({ periodTo, answer, extension }: ReserveRequestView, running: readonly RunningActivation[]): Record<string, unknown> =>
  ({ periodTo, answer, extension: extension && { id: extension.id, answer: extension.answer }, running: running.map(({ id }) => id) });
