import { createContext, type ComponentChildren, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { errorTextOf, fieldId, FormContext } from '../form-state.js';
import { useLanguage, useTranslator } from '../language-context.js';

/** Goes before every id in a form, where a page has several forms with the same fields. Set by `<Form scope>`. */
export const FormScope = createContext('');

/** The id of a field's control within the form around it. */
export function useFieldId(name: string): string {
  const scope = useContext(FormScope);
  return fieldId(scope ? `${scope}-${name}` : name);
}

/** What every field has. */
export type FieldProps = {
  /** The name sent, and the path of the errors that belong to it: `groups.families`. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** Fields are required unless this is set; the label then says so. */
  readonly optional?: boolean;
  /** A message from outside the form's state; usually the form knows. */
  readonly error?: string;
};

/** The attributes that tie a control to its label, hint and error. */
export type ControlAttributes = {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
};

export type Field = {
  readonly control: ControlAttributes;
  readonly error: string | undefined;
  readonly hintId: string;
  readonly errorId: string;
  /** What was typed, as one text; undefined when the form was not sent yet. */
  readonly typed: string | undefined;
  /** What was ticked; undefined when the form was not sent yet. */
  readonly ticked: readonly string[] | undefined;
};

/** Everything a control needs to know about itself, from the form around it. */
export function useField({ name, hint, optional, error: given }: Omit<FieldProps, 'label'>): Field {
  const form = useContext(FormContext);
  const language = useLanguage();
  const id = useFieldId(name);
  const error = given ?? errorTextOf(form, name, language);
  const describedBy = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])].join(' ');
  const value = form.values[name];
  const sent = Object.keys(form.values).length > 0 || form.errors.length > 0;
  return {
    control: {
      id,
      name,
      required: !optional,
      'aria-describedby': describedBy || undefined,
      'aria-invalid': error ? 'true' : undefined,
    },
    error,
    hintId: `${id}-hint`,
    errorId: `${id}-error`,
    typed: Array.isArray(value) ? value.join(', ') : (value as string | undefined),
    ticked: sent ? (value === undefined ? [] : [value].flat()) : undefined,
  };
}

/** Set by `<AllOptional>`. */
const QuietOptional = createContext(false);

/** Around fields of which none is required: a heading says so once, and no label repeats it. */
export const AllOptional = ({ children }: { readonly children: ComponentChildren }): VNode => <QuietOptional.Provider value={true}>{children}</QuietOptional.Provider>;

export const OptionalMark = ({ optional }: { readonly optional: boolean | undefined }): VNode | null => {
  const t = useTranslator();
  const quiet = useContext(QuietOptional);
  return optional && !quiet ? <span class="field-optional"> ({t('form.optional')})</span> : null;
};

export const Hint = ({ id, children }: { readonly id: string; readonly children: ComponentChildren }): VNode | null =>
  children ? (
    <div class="utrecht-form-field-description" id={id}>
      {children}
    </div>
  ) : null;

export const ErrorText = ({ id, text }: { readonly id: string; readonly text: string | undefined }): VNode | null => {
  const t = useTranslator();
  return text ? (
    <div class="utrecht-form-field-error-message" id={id}>
      <span class="visually-hidden">{t('form.error-prefix')} </span>
      {text}
    </div>
  ) : null;
};

export type FormFieldProps = FieldProps & { readonly children: (field: Field) => ComponentChildren };

/** A label, a hint, an error and one control, tied together. The fields below are made with it; use it for a control of your own. */
export function FormField({ children, ...props }: FormFieldProps): VNode {
  const field = useField(props);
  return (
    <div class={`utrecht-form-field form-field${field.error ? ' utrecht-form-field--invalid' : ''}`}>
      <label class="utrecht-form-label form-field__label" for={field.control.id}>
        {props.label}
        <OptionalMark optional={props.optional} />
      </label>
      <Hint id={field.hintId}>{props.hint}</Hint>
      <ErrorText id={field.errorId} text={field.error} />
      {children(field)}
    </div>
  );
}
