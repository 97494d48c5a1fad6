import type { VNode } from 'preact';
import type { Problem } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, AllOptional, Breadcrumbs, Button, ButtonGroup, DataTable, DefaultButton, Fieldset, Form, Layout, LinkButton, PageHeading, Panel, PATHS, translator, useTranslator, type FormState, type Notice,
} from '../web/index.js';
import { AddressFieldset } from './address-search.js';
import type { AddressSearchState } from './address-steps.js';
import { EMPTY, ESSENTIAL_FIGURES, type FieldGroup, type FieldRows, GROUPS_TO_COUNT, GROUPS_TO_DESCRIBE, NAME, STAY_MODE, WHOLE_BUILDING } from './location-fields.js';
import { nameOfField, Question, QuestionGroup } from './location-form-fields.js';
import { BlockedRows, ContactRows, Opener, openerPosition, RoomRows, type RowsProps } from './location-form-rows.js';
import { DraftSaver, DRAFTS_PATH } from './location-drafts.pages.js';
import { crumbs } from './location.pages.js';

export type LocationFormProps = {
  readonly frame: FrameProps;
  /** The location that is being changed; absent for a new one. */
  readonly current: { readonly id: string; readonly name: string } | undefined;
  /** What stands in the fields, and what is wrong with it. */
  readonly state: FormState;
  readonly hidden: Readonly<Record<string, string>>;
  /** What stands in the way although every field is right: someone else was first. */
  readonly problem: Problem | undefined;
  /** The municipality in which the building lies. */
  readonly municipality: string;
  readonly search: AddressSearchState;
  /** The list that gets one row more. */
  readonly more?: FieldRows | undefined;
  readonly notices?: readonly Notice[];
};

type PartProps = Pick<LocationFormProps, 'state' | 'search' | 'municipality' | 'more'> & { readonly action: string };

/** About twelve questions, and a building is on the register. */
function Essentials({ state, search, municipality, action }: PartProps): VNode {
  const t = useTranslator();
  const [places, leadTime, ...space] = ESSENTIAL_FIGURES;
  return (
    <section class="form-part flow" aria-labelledby="belangrijkste">
      <h2 class="utrecht-heading-2" id="belangrijkste">{t('location.form.essentials')}</h2>
      <p class="form-part__about">{t('location.form.required')}</p>
      <Question field={NAME} required />
      <AddressFieldset search={search} municipality={municipality} action={action} state={state} />
      <Fieldset legend={t('location.capacity')}>
        <div class="field-grid field-grid--narrow">
          <Question field={places!} required />
          <AllOptional>{space.map((field) => <Question key={field.name} field={field} />)}</AllOptional>
        </div>
        <AllOptional>
          <Question field={leadTime!} />
          <div class="questions">
            {[STAY_MODE, WHOLE_BUILDING, EMPTY].map((field) => <Question key={field.name} field={{ ...field, kind: 'answer' }} />)}
          </div>
        </AllOptional>
      </Fieldset>
      <AllOptional><Opener values={state.values} /></AllOptional>
    </section>
  );
}

const ROWS: Readonly<Record<FieldRows, (props: RowsProps) => VNode>> = { contacts: ContactRows, rooms: RoomRows, blockedPlaces: BlockedRows };

type GroupsProps = PartProps & { readonly part: 'to-count' | 'to-describe'; readonly groups: readonly FieldGroup[] };

function Groups({ part, groups, state, more, action }: GroupsProps): VNode {
  const t = useTranslator();
  const opener = openerPosition(state.values);
  const own = (rows: FieldRows, position: number): boolean => rows !== 'contacts' || position !== opener;
  return (
    <section class="form-part flow" aria-labelledby={part}>
      <h2 class="utrecht-heading-2" id={part}>{t(`location.form.${part}`)}</h2>
      <p class="form-part__about">{t(`location.form.${part}.about`)}</p>
      <div class="form-groups">
        {groups.map((group) => (
          <QuestionGroup key={group.id} group={group} state={state} own={own} open={more !== undefined && (group.rows ?? []).includes(more)}>
            {group.rows?.map((rows) => {
              const Rows = ROWS[rows];
              return <Rows key={rows} values={state.values} more={more} action={action} />;
            })}
          </QuestionGroup>
        ))}
      </div>
    </section>
  );
}

type ButtonsProps = { readonly draftId: string | undefined; readonly back: string };

/** `draftId`: of a new location, which can be kept without being registered. */
function FormButtons({ draftId, back }: ButtonsProps): VNode {
  const t = useTranslator();
  return (
    <ButtonGroup>
      <Button name="step" value="save">{t(draftId ? 'location.form.register' : 'button.save')}</Button>
      {draftId && <Button kind="secondary" formAction={`${DRAFTS_PATH}/${draftId}`}>{t('draft.save')}</Button>}
      <LinkButton kind="secondary" href={back}>{t('button.cancel')}</LinkButton>
    </ButtonGroup>
  );
}

function ProblemAlert({ problem, current, back }: { readonly problem: Problem; readonly current: LocationFormProps['current']; readonly back: string }): VNode {
  const t = useTranslator();
  return (
    <Alert kind="error" title={problem.titleIn(t.language)}>
      <p>{problem.detailIn(t.language)}</p>
      {problem.extra['draftId'] !== undefined && <p><a href={`${DRAFTS_PATH}/${String(problem.extra['draftId'])}`}>{t('draft.open-kept')}</a></p>}
      {current && <p><a href={back}>{t('button.view')}: {current.name}</a></p>}
    </Alert>
  );
}

type Difference = { readonly label: string; readonly current: string | null; readonly yours: string | null };

/** Both versions, where somebody else was first: as it stands now, and as it was typed. */
function BothVersions({ problem }: { readonly problem: Problem }): VNode | null {
  const t = useTranslator();
  const differences = problem.extra['differences'] as readonly Difference[] | undefined;
  if (!differences || differences.length === 0) return null;
  const said = (value: string | null): string => value ?? t('history.nothing');
  return (
    <Panel id="verschillen" title={t('location.form.both-versions')}>
      <DataTable<Difference>
        caption={t('location.form.both-versions')}
        captionHidden
        rows={differences}
        rowKey={({ label }) => label}
        columns={[
          { key: 'label', header: t('location.form.fact'), rowHeader: true, cell: ({ label }) => label },
          { key: 'current', header: t('location.form.stands-now'), cell: ({ current }) => said(current) },
          { key: 'yours', header: t('location.form.yours'), cell: ({ yours }) => said(yours) },
        ]}
      />
    </Panel>
  );
}

/** Registering and changing: the essentials first, everything else in groups that open. */
export function LocationFormPage({ frame, current, state, hidden, problem, municipality, search, more, notices = [] }: LocationFormProps): VNode {
  const t = translator(frame.language);
  const title = t(current ? 'location.form.change' : 'location.form.new');
  const back = current ? `${PATHS.locations}/${current.id}` : PATHS.locations;
  const action = current ? `${back}/wijzigen` : `${PATHS.locations}/nieuw`;
  const draftId = hidden['draftId'];
  const part = { state, search, municipality, more, action };
  return (
    <Layout {...frame} title={title} notices={notices} islands={['location-form']}>
      <Breadcrumbs items={[...crumbs(t), ...(current ? [{ href: back, label: current.name }] : [])]} current={title} />
      <PageHeading title={title} lead={t('location.form.lead')} />
      {problem && <ProblemAlert problem={problem} current={current} back={back} />}
      {problem && <BothVersions problem={problem} />}
      <Form action={action} hidden={hidden} state={state} label={title} nameOf={(path) => nameOfField(path, openerPosition(state.values), t)}>
        <DefaultButton name="step" value="default" />
        <Essentials {...part} />
        {draftId && <div class="form-between flow-tight"><p class="form-part__about">{t('location.form.register-now')}</p><FormButtons draftId={draftId} back={back} /></div>}
        <Groups part="to-count" groups={GROUPS_TO_COUNT} {...part} />
        <Groups part="to-describe" groups={GROUPS_TO_DESCRIBE} {...part} />
        <div class="form-bar">
          <FormButtons draftId={draftId} back={back} />
          {draftId && <DraftSaver draftId={draftId} />}
        </div>
      </Form>
    </Layout>
  );
}
