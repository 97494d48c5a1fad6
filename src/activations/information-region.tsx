import type { VNode } from 'preact';
import { may } from '../organisations/index.js';
import { Alert as Notice, Badge, Button, DataTable, Disclosure, Fieldset, Form, InstantText, StatusBadge, Textarea, TextInput, useTranslator, type Translator } from '../web/index.js';
import type { DeploymentView, InformationTaskView } from './activation-view.js';
import { informedNames, isLive, uninformed } from './domain/index.js';
import { formOf, PersonFields, type AtDeployment } from './step-props.js';

const shownState = ({ state, overdue, doneLate }: InformationTaskView): InformationTaskView['state'] | 'overdue' | 'done-late' =>
  state === 'open' && overdue ? 'overdue' : state === 'done' && doneLate ? 'done-late' : state;

// The names stand in sentences elsewhere; here each begins a line.
function partyTitle(kind: InformationTaskView['kind'], t: Translator): string {
  const name = t.of(informedNames([kind]));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Whom the municipality informs about a location, and how far that is. */
export function InformationTasks({ deployment: { id, location, informationTasks } }: { readonly deployment: DeploymentView }): VNode | null {
  const t = useTranslator();
  if (informationTasks.length === 0) return null;
  const counted = informationTasks.filter(({ state }) => state === 'open' || state === 'done');
  const overdue = counted.filter((task) => task.overdue).length;
  return (
    <Disclosure
      id={`information-${id}`}
      title={t('inform.title', { done: counted.filter(({ state }) => state === 'done').length, total: counted.length })}
      {...(overdue > 0 && { aside: <Badge tone="warning" icon="exclamation">{t('inform.overdue', { n: overdue })}</Badge> })}
    >
      <DataTable<InformationTaskView>
        caption={t('inform.caption', { name: location.name })}
        captionHidden
        rows={informationTasks}
        rowKey={(row) => row.id}
        columns={[
          { key: 'party', header: t('inform.column.party'), rowHeader: true, cell: (row) => <PartyCell task={row} /> },
          { key: 'due', header: t('inform.column.due'), cell: (row) => <InstantText at={row.dueAt} format="short" /> },
          { key: 'state', header: t('inform.column.state'), cell: (row) => <StateCell task={row} /> },
        ]}
      />
    </Disclosure>
  );
}

const PartyCell = ({ task: { kind, required } }: { readonly task: InformationTaskView }): VNode => {
  const t = useTranslator();
  return <>{partyTitle(kind, t)}{required && <> <Badge tone="info" icon="information">{t('inform.required')}</Badge></>}</>;
};

const StateCell = ({ task }: { readonly task: InformationTaskView }): VNode => (
  <div>
    <StatusBadge of="information" state={shownState(task)} />
    {task.doneAt && <> <InstantText at={task.doneAt} format="short" /></>}
    {task.note && <><br /><span>{task.note}</span></>}
  </div>
);

/** A location that opened although not everybody was informed. */
export function OpenedUninformed({ deployment: { state, informationTasks } }: { readonly deployment: DeploymentView }): VNode | null {
  const t = useTranslator();
  const open = uninformed(informationTasks);
  if (state !== 'open' || open.length === 0) return null;
  return <Notice kind="warning">{t('inform.opened-without', { parties: t.of(informedNames(open.map(({ kind }) => kind))) })}</Notice>;
}

/** What whoever opens a location reads before doing so. */
export function BeforeOpening({ deployment: { informationTasks } }: { readonly deployment: DeploymentView }): VNode | null {
  const t = useTranslator();
  const open = uninformed(informationTasks);
  const first = open.filter(({ required }) => required);
  if (open.length === 0) return null;
  const parties = t.of(informedNames((first.length > 0 ? first : open).map(({ kind }) => kind)));
  return <Notice kind="warning">{t(first.length > 0 ? 'inform.first' : 'inform.before-opening', { parties })}</Notice>;
}

/** Whom the reader's municipality still has to inform. */
export const toInform = ({ deployment, actor }: Pick<AtDeployment, 'deployment' | 'actor'>): readonly InformationTaskView[] =>
  may(actor, 'information.report') && isLive(deployment.state) ? deployment.informationTasks.filter(({ state }) => state === 'open') : [];

/** One form per party: informed, or not needed and why. */
export function InformForms({ tasks, ...props }: AtDeployment & { readonly tasks: readonly InformationTaskView[] }): VNode {
  const t = useTranslator();
  return (
    <Fieldset legend={t('steps.inform', { location: props.deployment.location.name })}>
      <ul class="step-list">
        {tasks.map((task) => (
          <li key={task.id}>
            <InformForm {...props} task={task} />
            {!task.required && <NotNeededForm {...props} task={task} />}
          </li>
        ))}
      </ul>
    </Fieldset>
  );
}

function InformForm({ task, ...props }: AtDeployment & { readonly task: InformationTaskView }): VNode {
  const t = useTranslator();
  const { deployment, actor } = props;
  const party = t.of(informedNames([task.kind]));
  const about = t('steps.inform.about', { party, location: deployment.location.name });
  const form = formOf(props, 'inform', task.id);
  const signedIn = actor.personId !== null;
  const [before, after] = t('steps.due', { at: '\u0000' }).split('\u0000');
  return (
    <Form {...form} label={about}>
      <p class="step__what">{partyTitle(task.kind, t)}</p>
      <p>{t(`inform.expected.${task.kind}`)}</p>
      <p class="step__due">{before}<InstantText at={task.dueAt} format="short" />{after}{task.required && <>, {t('inform.required')}</>}</p>
      <Disclosure id={`note-${task.id}`} title={signedIn ? t('steps.note.add') : t('steps.note.as', { name: actor.name })} open={Boolean(form.state) || (!signedIn && actor.name === '')} small>
        {!signedIn && <PersonFields actor={actor} />}
        <TextInput name="note" label={t('steps.inform.note', { party })} optional />
      </Disclosure>
      <Button kind="secondary" about={about}>{t('steps.inform.send')}</Button>
    </Form>
  );
}

function NotNeededForm({ task, ...props }: AtDeployment & { readonly task: InformationTaskView }): VNode {
  const t = useTranslator();
  const form = formOf(props, 'inform-not-needed', task.id);
  const party = t.of(informedNames([task.kind]));
  return (
    <Disclosure id={`step-${form.scope}`} title={t('steps.inform.not-needed', { party })} open={Boolean(form.state)} small>
      <Form {...form} label={t('steps.inform.not-needed', { party })}>
        <Textarea name="reason" label={t('steps.inform.not-needed.reason')} rows={2} />
        <Button kind="secondary" about={t('steps.inform.about', { party, location: props.deployment.location.name })}>{t('steps.inform.not-needed.send')}</Button>
      </Form>
    </Disclosure>
  );
}
