import type { ComponentChildren, VNode } from 'preact';
import {
  AllOptional, CheckboxGroup, DateInput, Disclosure, NumberInput, RadioGroup, Select, Textarea, TextInput, useTranslator,
  type FieldWidth, type FormState, type Option, type Translator,
} from '../web/index.js';
import { ANSWERS } from './domain/index.js';
import { errorsUnder, filledIn } from './form-summary.js';
import { FIELD_ROWS, type FieldGroup, type FieldRows, type LocationField } from './location-fields.js';

const WIDTHS: Readonly<Record<string, FieldWidth>> = { houseNumber: 'short', postcode: 'short', reference: 'medium', bagId: 'medium', 'collegeDecision.reference': 'medium' };
/** What stands in a field of a new location. */
const PRESET: Readonly<Record<string, string>> = { confidentiality: 'confidential' };
/** So few choices stand in sight. */
const FEW = 3;
/** So many names of what is filled in stand in a closed heading. */
const NAMES_SHOWN = 4;

export const labelOf = (t: Translator, name: string): string => t.text(`location.field.${name}`);
const hintOf = (t: Translator, name: string): string | undefined => (t.has(`location.field.${name}.hint`) ? t.text(`location.field.${name}.hint`) : undefined);

/** What the field of an error is called: its question, in a list with the entry that it stands in. `opener`: the contact who opens the building. */
export function nameOfField(path: string, opener: number, t: Translator): string | undefined {
  const [list, position, ...rest] = path.split('.');
  const entry = Number(position);
  if (rest.length > 0 && FIELD_ROWS.some((rows) => rows === list) && Number.isInteger(entry)) {
    const row = list === 'contacts' && entry === opener ? t('location.form.opener.row') : t.text(`location.field.${list}.row`, { n: entry + 1 });
    return `${row}, ${labelOf(t, `${list}.${rest.join('.')}`)}`;
  }
  return t.has(`location.field.${path}`) ? labelOf(t, path) : undefined;
}

/** The answers to a question that is answered by choosing. */
export function optionsOf({ kind, choices }: LocationField, t: Translator): Option[] {
  if (!choices) return kind === 'answer' ? ANSWERS.map((value) => ({ value, label: t(`word.${value}`) })) : [];
  const { values, words } = choices;
  return values.map((value) => ({ value, label: typeof words === 'string' ? t.text(`${words}.${value}`) : t.of(words[value]!) }));
}

type Asked = { readonly name: string; readonly label: string; readonly optional: boolean; readonly hint?: string };

function asked(name: string, required: boolean, t: Translator): Asked {
  const hint = hintOf(t, name);
  return { name, label: labelOf(t, name), optional: !required, ...(hint !== undefined && { hint }) };
}

/** One question as its kind is asked. */
export function Question({ field, required = false }: { readonly field: LocationField; readonly required?: boolean }): VNode {
  const t = useTranslator();
  const common = asked(field.name, required, t);
  switch (field.kind) {
    case 'text':
      return <TextInput {...common} width={WIDTHS[field.name] ?? 'full'} />;
    case 'long':
      return <Textarea {...common} rows={3} />;
    case 'whole':
    case 'decimal':
      return <NumberInput {...common} decimal={field.kind === 'decimal'} {...(field.unit !== undefined && { unit: field.unit })} />;
    case 'day':
      return <DateInput {...common} />;
    case 'answer':
    case 'ticks':
    case 'choice':
      return <Choice field={field} common={common} />;
  }
}

function Choice({ field, common }: { readonly field: LocationField; readonly common: Asked }): VNode {
  const t = useTranslator();
  const options = optionsOf(field, t);
  if (field.kind === 'ticks') return <CheckboxGroup {...common} options={options} />;
  if (field.kind === 'answer') return <RadioGroup {...common} inline options={options} />;
  return options.length <= FEW ? <RadioGroup {...common} options={options} value={PRESET[field.name]} /> : <Select {...common} options={options} value={PRESET[field.name]} />;
}

/** Short fields stand beside each other, yes-or-no questions below each other as a list, and what needs room has it. */
type Shape = 'grid' | 'questions' | 'wide';
const shapeOf = (field: LocationField): Shape =>
  field.kind === 'answer' ? 'questions' : field.kind === 'long' || field.kind === 'ticks' || (field.kind === 'choice' && (field.choices?.values.length ?? 0) <= FEW) ? 'wide' : 'grid';

/** Questions in their order, each run of one shape together. */
export function Questions({ fields, required = false }: { readonly fields: readonly LocationField[]; readonly required?: boolean }): VNode {
  const runs: { readonly shape: Shape; readonly fields: LocationField[] }[] = [];
  for (const field of fields) {
    const last = runs.at(-1);
    if (last?.shape === shapeOf(field)) last.fields.push(field);
    else runs.push({ shape: shapeOf(field), fields: [field] });
  }
  return (
    <>
      {runs.map((run) => (
        <div key={run.fields[0]!.name} class={{ grid: 'field-grid', questions: 'questions', wide: 'flow' }[run.shape]}>
          {run.fields.map((field) => <Question key={field.name} field={field} required={required} />)}
        </div>
      ))}
    </>
  );
}

export type GroupProps = {
  readonly group: FieldGroup;
  readonly state: FormState;
  readonly open: boolean;
  /** Which rows of a list stand under this heading. */
  readonly own: (rows: FieldRows, position: number) => boolean;
  readonly children?: ComponentChildren;
};

/** Questions under a heading that opens. Closed, it tells what is filled in; with something wrong in it, it is open. */
export function QuestionGroup({ group, state, open, own, children }: GroupProps): VNode {
  const t = useTranslator();
  const wrong = errorsUnder(group, state.errors).filter(({ path }) => !/^contacts\.\d+/.test(path) || own('contacts', Number(path.split('.')[1]))).length;
  return (
    <Disclosure id={group.id} title={t.text(`location.group.${group.id}`)} open={open || wrong > 0} aside={wrong > 0 ? <strong class="field-wrong">{t.count('location.form.wrong', wrong)}</strong> : <Summary group={group} state={state} own={own} />}>
      <AllOptional>
        <Questions fields={group.fields} />
        {children}
      </AllOptional>
    </Disclosure>
  );
}

function Summary({ group, state, own }: Pick<GroupProps, 'group' | 'state' | 'own'>): VNode {
  const t = useTranslator();
  const filled = filledIn(group, state.values, own).map(({ name }) => labelOf(t, name));
  if (filled.length === 0) return <>{t('location.form.filled.none')}</>;
  const more = filled.length - NAMES_SHOWN;
  const names = filled.slice(0, NAMES_SHOWN).join(', ');
  return <>{t('location.form.filled', { fields: more > 0 ? `${names} ${t.count('location.form.filled.more', more)}` : names })}</>;
}
