import type { VNode } from 'preact';
import { GROUP_KEYS, type Problem } from '../kernel/index.js';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, ButtonGroup, CheckboxGroup, DateInput, Fieldset, Form, Layout, LinkButton, NumberInput, PageHeading, PATHS, Select, Textarea, TextInput, translator, useTranslator,
  type FormState, type Option, type TextKey,
} from '../web/index.js';
import { ANSWERS, CONFIDENTIALITIES, CONTACT_ROLE_LABELS, CONTACT_ROLES, GROUP_LABELS, OTHER_PURPOSE_LABELS, OTHER_PURPOSES, PERMIT_BASES, STAY_MODES } from './domain/index.js';
import { rowCount } from './form-rows.js';
import { PROMISED_TO_NOBODY } from './location-form.js';
import { crumbs } from './location.pages.js';

type RowsProps = { readonly fields: FormState['values'] };
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const ROOM_USES = ['bedroom', 'sleeping-hall', 'other'] as const;

const useOptions = <Value extends string>(values: readonly Value[], key: (value: Value) => TextKey): Option[] => {
  const t = useTranslator();
  return values.map((value) => ({ value, label: t.text(key(value)) }));
};

/** Yes, no or unknown; nothing chosen is unknown. */
function AnswerSelect({ name, label }: { readonly name: string; readonly label: string }): VNode {
  return <Select name={name} label={label} optional options={useOptions(ANSWERS, (value) => `word.${value}`)} />;
}

function Essentials(): VNode {
  const t = useTranslator();
  return (
    <Fieldset legend={t('location.form.essentials')}>
      <TextInput name="name" label={t('location.field.name')} />
      <div class="field-grid">
        <TextInput name="street" label={t('location.field.street')} />
        <TextInput name="houseNumber" label={t('location.field.houseNumber')} width="short" />
        <TextInput name="postcode" label={t('location.field.postcode')} hint={t('location.field.postcode.hint')} width="short" autocomplete="postal-code" />
        <TextInput name="place" label={t('location.field.place')} />
        <NumberInput name="claimedPlaces" label={t('location.field.claimedPlaces')} />
        <NumberInput name="leadTimeHours" label={t('location.field.leadTimeHours')} hint={t('location.field.leadTimeHours.hint')} decimal optional />
        <TextInput name="reference" label={t('location.field.reference')} optional width="medium" />
        <TextInput name="bagId" label={t('location.field.bagId')} hint={t('location.field.bagId.hint')} optional width="medium" />
        <NumberInput name="latitude" label={t('location.field.latitude')} decimal optional />
        <NumberInput name="longitude" label={t('location.field.longitude')} decimal optional />
      </div>
    </Fieldset>
  );
}

function Use(): VNode {
  const t = useTranslator();
  return (
    <Fieldset legend={t('location.form.use')}>
      <div class="field-grid">
        <Select name="stayMode" label={t('location.field.stayMode')} optional options={useOptions(STAY_MODES, (value) => `location.stayMode.${value}`)} />
        <AnswerSelect name="empty" label={t('location.field.empty')} />
        <AnswerSelect name="wholeBuilding" label={t('location.field.wholeBuilding')} />
        <AnswerSelect name="floorPlanOnFile" label={t('location.field.floorPlanOnFile')} />
        <Select name="confidentiality" label={t('location.field.confidentiality')} value="confidential" options={useOptions(CONFIDENTIALITIES, (value) => `location.confidentiality.${value}`)} />
      </div>
      <CheckboxGroup name="alsoPromisedTo" label={t('location.field.alsoPromisedTo')} hint={t('location.field.alsoPromisedTo.hint')} optional options={[
        { value: PROMISED_TO_NOBODY, label: t('location.field.alsoPromisedTo.none') },
        ...OTHER_PURPOSES.map((value) => ({ value, label: t.of(OTHER_PURPOSE_LABELS[value]) })),
      ]} />
      <Fieldset legend={t('location.field.suits')}>
        <div class="field-grid">{GROUP_KEYS.map((group) => <AnswerSelect key={group} name={`suits.${group}`} label={t(`group.${group}`)} />)}</div>
      </Fieldset>
    </Fieldset>
  );
}

function Space({ fields }: RowsProps): VNode {
  const t = useTranslator();
  const uses = useOptions(ROOM_USES, (value) => `location.rooms.${value}`);
  return (
    <Fieldset legend={t('location.form.capacity')}>
      <div class="field-grid">
        <NumberInput name="floorAreaM2" label={t('location.field.floorAreaM2')} unit="m²" decimal optional />
        <NumberInput name="sleepingAreaM2" label={t('location.field.sleepingAreaM2')} unit="m²" decimal optional />
        <NumberInput name="ceilingHeightM" label={t('location.field.ceilingHeightM')} unit="m" decimal optional />
        <NumberInput name="toilets" label={t('location.field.toilets')} optional />
        <NumberInput name="showers" label={t('location.field.showers')} optional />
      </div>
      {upTo(rowCount(fields, 'rooms', 1, 50)).map((index) => (
        <Fieldset key={index} legend={t('location.field.rooms', { n: index + 1 })} hint={index === 0 ? t('location.field.rooms.hint') : undefined} optional>
          <div class="field-grid">
            <NumberInput name={`rooms.${index}.count`} label={t('location.field.rooms.count')} optional />
            <Select name={`rooms.${index}.use`} label={t('location.field.rooms.use')} optional options={uses} />
            <NumberInput name={`rooms.${index}.areaM2`} label={t('location.field.rooms.areaM2')} unit="m²" decimal optional />
          </div>
        </Fieldset>
      ))}
      {upTo(rowCount(fields, 'blockedPlaces', 1, 20)).map((index) => (
        <Fieldset key={index} legend={t('location.field.blocked', { n: index + 1 })} optional>
          <div class="field-grid">
            <NumberInput name={`blockedPlaces.${index}.places`} label={t('location.field.blocked.places')} optional />
            <TextInput name={`blockedPlaces.${index}.reason`} label={t('word.reason')} optional />
            <DateInput name={`blockedPlaces.${index}.until`} label={t('location.field.until')} optional />
          </div>
        </Fieldset>
      ))}
    </Fieldset>
  );
}

function Papers(): VNode {
  const t = useTranslator();
  return (
    <Fieldset legend={t('location.form.papers')}>
      <Fieldset legend={t('location.field.decision')} optional>
        <div class="field-grid">
          <DateInput name="collegeDecision.decidedOn" label={t('location.field.decision.decidedOn')} optional />
          <TextInput name="collegeDecision.reference" label={t('location.field.decision.reference')} optional />
          <NumberInput name="collegeDecision.maximumPersons" label={t('location.field.decision.maximumPersons')} optional />
          <NumberInput name="collegeDecision.longestStayDays" label={t('location.field.decision.longestStayDays')} optional />
          <DateInput name="collegeDecision.endsOn" label={t('location.field.endsOn')} optional />
          <TextInput name="collegeDecision.mandatedOfficial" label={t('location.field.decision.mandatedOfficial')} optional />
        </div>
        <CheckboxGroup name="collegeDecision.groups" label={t('location.field.decision.groups')} optional options={GROUP_KEYS.map((value) => ({ value, label: t.of(GROUP_LABELS[value]) }))} />
        <Textarea name="collegeDecision.conditions" label={t('location.field.decision.conditions')} rows={3} optional />
      </Fieldset>
      <Fieldset legend={t('location.field.agreement')} optional>
        <div class="field-grid">
          <DateInput name="ownerAgreement.signedOn" label={t('location.field.agreement.signedOn')} optional />
          <TextInput name="ownerAgreement.signatory" label={t('location.field.agreement.signatory')} optional />
          <DateInput name="ownerAgreement.endsOn" label={t('location.field.endsOn')} optional />
          {(['reserving', 'use', 'damage'] as const).map((cost) => <TextInput key={cost} name={`ownerAgreement.whoPays.${cost}`} label={t(`location.field.agreement.${cost}`)} optional />)}
        </div>
      </Fieldset>
      <Fieldset legend={t('location.field.permit')} optional>
        <div class="field-grid">
          <Select name="permit.basis" label={t('location.field.permit.basis')} optional options={useOptions(PERMIT_BASES, (value) => `location.permit.${value}`)} />
          <DateInput name="permit.endsOn" label={t('location.field.endsOn')} optional />
          <NumberInput name="permit.maximumPersons" label={t('location.field.permit.maximumPersons')} optional />
          <DateInput name="fireUseNotificationOn" label={t('location.field.fireUseNotificationOn')} optional />
        </div>
      </Fieldset>
    </Fieldset>
  );
}

function People({ fields }: RowsProps): VNode {
  const t = useTranslator();
  const roles = CONTACT_ROLES.map((value) => ({ value, label: t.of(CONTACT_ROLE_LABELS[value]) }));
  return (
    <Fieldset legend={t('location.form.people')}>
      {upTo(rowCount(fields, 'contacts', 3, 10)).map((index) => (
        <Fieldset key={index} legend={t('location.field.contact', { n: index + 1 })} optional>
          <div class="field-grid">
            <Select name={`contacts.${index}.role`} label={t('location.field.contact.role')} optional value={CONTACT_ROLES[index] ?? null} options={roles} />
            <TextInput name={`contacts.${index}.name`} label={t('word.name')} optional />
            <TextInput name={`contacts.${index}.function`} label={t('word.function')} optional />
            <TextInput name={`contacts.${index}.telephone`} type="tel" label={t('word.telephone')} optional />
            <TextInput name={`contacts.${index}.email`} type="email" label={t('word.email')} optional />
            <DateInput name={`contacts.${index}.confirmedOn`} label={t('location.field.contact.confirmedOn')} optional />
            <DateInput name={`contacts.${index}.notReachedOn`} label={t('location.field.contact.notReachedOn')} optional />
          </div>
        </Fieldset>
      ))}
    </Fieldset>
  );
}

export type LocationFormProps = {
  readonly frame: FrameProps;
  /** The location that is being changed; absent for a new one. */
  readonly current: { readonly id: string; readonly name: string } | undefined;
  /** What stands in the fields, and what is wrong with it. */
  readonly state: FormState;
  readonly hidden: Readonly<Record<string, string>>;
  /** What stands in the way although every field is right: someone else was first. */
  readonly problem: Problem | undefined;
};

/** Registering and changing: the essentials first, everything else in groups. */
export function LocationFormPage({ frame, current, state, hidden, problem }: LocationFormProps): VNode {
  const t = translator(frame.language);
  const title = t(current ? 'location.form.change' : 'location.form.new');
  const back = current ? `${PATHS.locations}/${current.id}` : PATHS.locations;
  return (
    <Layout {...frame} title={title}>
      <Breadcrumbs items={[...crumbs(t), ...(current ? [{ href: back, label: current.name }] : [])]} current={title} />
      <PageHeading title={title} lead={t('location.form.lead')} />
      {problem && (
        <Alert kind="error" title={problem.titleIn(frame.language)}>
          <p>{problem.detailIn(frame.language)}</p>
          {current && <p><a href={back}>{t('button.view')}: {current.name}</a></p>}
        </Alert>
      )}
      <Form action={current ? `${back}/wijzigen` : `${PATHS.locations}/nieuw`} hidden={hidden} state={state} label={title}>
        <Essentials />
        <Use />
        <Space fields={state.values} />
        <Papers />
        <People fields={state.values} />
        <ButtonGroup><Button>{t('button.save')}</Button><LinkButton kind="secondary" href={back}>{t('button.cancel')}</LinkButton></ButtonGroup>
      </Form>
    </Layout>
  );
}
