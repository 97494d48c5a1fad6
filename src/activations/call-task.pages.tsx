import type { VNode } from 'preact';
import type { Party } from '../../config/activation.js';
import { CALL_RESULTS, isToOfficer } from '../alerts/index.js';
import { earliest } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, Columns, Disclosure, EmptyState, Form, formatInstant, InstantText, Layout, PageHeading, Panel, PATHS, RadioGroup, StatusBadge, TelephoneLink, Textarea, Timeline, translator,
  useTranslator, type Notice,
} from '../web/index.js';
import type { ActivationView } from './activation-view.js';
import { isLive } from './domain/index.js';
import { asksCommitment, CommitmentForm, partyAt, ReceiptForm, receiptAsked } from './own-steps.js';
import { formOf, type StepsProps } from './step-props.js';

type Task = ActivationView['callTasks'][number];
type CallNumber = Task['numbers'][number];

export type CallTaskProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly task: Task;
  /** False for those who may look on. */
  readonly mayWork: boolean;
  /** The activation as the organisation that is telephoned sees it, and its answers as forms. */
  readonly answers: StepsProps;
};

/** One organisation to be telephoned: what to say, whom to call, and what came of it. */
export function CallTaskPage({ frame, notices, task, mayWork, answers }: CallTaskProps): VNode {
  const t = translator(frame.language);
  const { activation } = answers.view;
  const title = t('call-task.title', { organisation: task.organisation.name });
  const activationTitle = t(activation.exercise ? 'activation.title.exercise' : 'activation.title', { places: activation.places });
  const works = mayWork && task.closedAt === null;
  return (
    <Layout {...frame} title={title} exercise={activation.exercise} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.activations, label: t('navigation.activations') }, { href: `${PATHS.activations}/${activation.id}`, label: activationTitle }]} current={title} />
      <PageHeading kicker={t('call-task.kicker')} title={title} lead={t(`calls.because.${task.because}`)} />
      {task.closedAt && <Alert kind="info"><p>{t(`call-task.closed.${task.closeReason ?? 'not-needed'}`, { at: formatInstant(task.closedAt, frame.language) })}</p></Alert>}
      {task.allTriedAt && <Alert kind="warning"><p>{t(task.attempts.length === 0 ? 'call-task.without-number' : 'call-task.all-tried')}</p></Alert>}
      <Columns
        main={<><Script task={task} view={answers.view} /><Numbers task={task} answers={answers} works={works} /></>}
        side={<>{mayWork && activation.status === 'running' && !isToOfficer(task.because) && <Answers answers={answers} />}<Attempts task={task} /></>}
      />
    </Layout>
  );
}

/** What to say, in the order in which to say it. */
function Script({ task, view }: { readonly task: Task; readonly view: ActivationView }): VNode {
  const t = useTranslator();
  const { activation, deployments } = view;
  const live = deployments.filter(({ state }) => isLive(state));
  const deadlineAt = earliest(live.map((deployment) => deployment.deadlineAt)) ?? activation.deadlineAt;
  const places = live.map(({ location, places: n }) => `${location.name} (${n})`).join(', ');
  const overdue = deployments.flatMap(({ location, milestones }) => milestones
    .filter((milestone) => milestone.overdue && milestone.owner.id === task.organisation.id && milestone.kind !== 'received').map(({ kind }) => `${t(`milestone.${kind}`)} (${location.name})`));
  const lines = isToOfficer(task.because)
    ? [t(task.because === 'all-tried' ? 'call-task.script.officer' : 'call-task.script.pro-confirmation')]
    : task.because === 'step-overdue'
    ? [t('call-task.script.overdue', { steps: overdue.join(' · ') }), t('call-task.script.overdue.ask')]
    : [t('call-task.script.what', { deadline: formatInstant(deadlineAt, t.language) }), ...(places ? [t('call-task.script.where', { places })] : []), t('call-task.script.ask'), t('call-task.script.who')];
  return (
    <Panel id="script" title={t('call-task.script')}>
      <ol>
        {activation.exercise && <li><strong>{t('call-task.script.exercise')}</strong></li>}
        {[t('call-task.script.hello', { organisation: task.organisation.name }), ...lines].map((line) => <li key={line}>{line}</li>)}
      </ol>
    </Panel>
  );
}

function Numbers({ task, answers, works }: { readonly task: Task; readonly answers: StepsProps; readonly works: boolean }): VNode {
  const t = useTranslator();
  if (task.closedAt) return <></>;
  return (
    <Panel id="numbers" title={t('call-task.numbers')}>
      {task.numbers.length === 0 && <EmptyState text={t('call-task.no-numbers')} />}
      {task.numbers.map((number) => <Number key={number.contactId} number={number} isNext={number.contactId === task.next} answers={answers} works={works} />)}
    </Panel>
  );
}

function Number({ number, isNext, answers, works }: { readonly number: CallNumber; readonly isNext: boolean; readonly answers: StepsProps; readonly works: boolean }): VNode {
  const t = useTranslator();
  const form = formOf(answers, 'call', number.contactId);
  const title = t('call-task.number', { name: number.name, function: number.function });
  return (
    <Disclosure id={`number-${number.contactId}`} title={title} open={isNext || form.state !== undefined} aside={<StatusBadge of="call" state={number.result} />}>
      <p>{number.telephone ? <TelephoneLink number={number.telephone} /> : t('call-task.number.none')} <StatusBadge of="standing" state={number.standing} /></p>
      {works && number.telephone && (
        <Form {...form} label={title}>
          <RadioGroup name="result" label={t('call-task.result')} options={CALL_RESULTS.map((value) => ({ value, label: t(`state.call.${value}`) }))} />
          <Textarea name="note" label={t('call-task.note')} optional rows={2} />
          <Button kind={isNext ? 'primary' : 'secondary'}>{t('call-task.save')}</Button>
        </Form>
      )}
    </Disclosure>
  );
}

/**
 * What the organisation answers by telephone: the same forms as it would fill in itself. Also once receipt has closed the task: who
 * says that it was seen often commits in the same call.
 */
function Answers({ answers }: { readonly answers: StepsProps }): VNode | null {
  const t = useTranslator();
  const party: Party | undefined = partyAt(answers);
  const open = answers.view.deployments.filter((deployment) => isLive(deployment.state) && asksCommitment({ ...answers, deployment }));
  if (open.length === 0 && !receiptAsked(answers)) return null;
  return (
    <Panel id="answers" title={t('call-task.answers')}>
      <p>{t('call-task.answers.hint')}</p>
      <ReceiptForm {...answers} />
      {party && open.map((deployment) => (
        <Disclosure key={deployment.id} id={`commit-${deployment.id}`} title={deployment.location.name} open={answers.failed?.subjectId === deployment.id}>
          <CommitmentForm {...answers} deployment={deployment} party={party} />
        </Disclosure>
      ))}
    </Panel>
  );
}

function Attempts({ task }: { readonly task: Task }): VNode {
  const t = useTranslator();
  return (
    <Panel id="attempts" title={t('call-task.attempts')}>
      <p>{t('calls.since')} <InstantText at={task.openedAt} format="short" /></p>
      {task.attempts.length === 0 ? <EmptyState text={t('call-task.attempts.none')} /> : (
        <Timeline
          label={t('call-task.attempts')}
          entries={task.attempts.toReversed().map(({ id, at, name, result, note, byName }) => ({
            id, at, tone: result === 'reached' ? 'positive' as const : 'neutral' as const, ...(byName !== null && { actor: byName }), text: <>{name ?? t('call-task.attempts.forgotten')}: {t(`state.call.${result}`)}{note && <><br />{note}</>}</>,
          }))}
        />
      )}
    </Panel>
  );
}
