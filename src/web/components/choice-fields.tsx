import type { ComponentChildren, VNode } from 'preact';
import { useTranslator } from '../language-context.js';
import { ErrorText, FormField, Hint, OptionalMark, useField, type FieldProps } from './form-field.js';

export type Option = { readonly value: string; readonly label: string; readonly hint?: string };

export type SelectProps = FieldProps & {
  readonly options: readonly Option[];
  readonly value?: string | null | undefined;
  /** What choosing nothing means, such as "all"; without it the empty choice asks to choose. */
  readonly nothing?: string;
};

/** One of many. Begins with an empty choice unless a value is given. */
export function Select({ options, value, nothing, ...field }: SelectProps): VNode {
  const t = useTranslator();
  return (
    <FormField {...field}>
      {({ control, typed }) => {
        const chosen = typed ?? value ?? '';
        return (
          <select {...control} class="utrecht-select utrecht-select--html-select">
            <option value="" selected={chosen === ''}>
              {nothing ?? t('form.choose')}
            </option>
            {options.map((option) => (
              <option key={option.value} value={option.value} selected={option.value === chosen}>
                {option.label}
              </option>
            ))}
          </select>
        );
      }}
    </FormField>
  );
}

type TickProps = {
  readonly type: 'radio' | 'checkbox';
  readonly id: string;
  readonly name: string;
  readonly option: Option;
  readonly checked: boolean;
  readonly required?: boolean;
  readonly describedBy?: string | undefined;
  readonly invalid?: 'true' | undefined;
};

const TICK_CSS = {
  radio: 'utrecht-radio-button utrecht-radio-button--html-input',
  checkbox: 'utrecht-checkbox utrecht-checkbox--html-input',
};

const Tick = ({ type, id, name, option, checked, required, describedBy, invalid }: TickProps): VNode => {
  const describes = [...(option.hint ? [`${id}-about`] : []), ...(describedBy ? [describedBy] : [])].join(' ');
  return (
    <div class="tick">
      <input
        class={TICK_CSS[type]}
        type={type}
        id={id}
        name={name}
        value={option.value}
        checked={checked}
        required={required}
        aria-describedby={describes || undefined}
        aria-invalid={invalid}
      />
      <label class={`utrecht-form-label tick__label`} for={id}>
        {option.label}
      </label>
      {option.hint && (
        <div class="utrecht-form-field-description tick__hint" id={`${id}-about`}>
          {option.hint}
        </div>
      )}
    </div>
  );
};

export type FieldsetProps = {
  readonly legend: string;
  readonly hint?: ComponentChildren;
  /** The path of errors about the fields together, such as groups that do not add up. */
  readonly name?: string;
  readonly optional?: boolean;
  readonly children: ComponentChildren;
};

/** Fields that belong together under one heading. */
export function Fieldset({ legend, hint, name, optional, children }: FieldsetProps): VNode {
  const { control, error, hintId, errorId } = useField({ name: name ?? legend, hint });
  const own = name !== undefined;
  return (
    <fieldset
      class={`utrecht-form-fieldset utrecht-form-fieldset--html-fieldset fieldset${own && error ? ' utrecht-form-fieldset--invalid' : ''}`}
      id={own ? control.id : undefined}
      tabIndex={own && error ? -1 : undefined}
      aria-describedby={own || hint ? control['aria-describedby'] : undefined}
    >
      <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
        {legend}
        <OptionalMark optional={optional} />
      </legend>
      <Hint id={hintId}>{hint}</Hint>
      <ErrorText id={errorId} text={own ? error : undefined} />
      <div class="fieldset__fields flow">{children}</div>
    </fieldset>
  );
}

type GroupProps = FieldProps & { readonly options: readonly Option[] };

type TickGroupProps = GroupProps & { readonly type: 'radio' | 'checkbox'; readonly chosen: readonly string[]; readonly inline?: boolean | undefined };

const TickGroup = ({ type, options, chosen, inline, ...props }: TickGroupProps): VNode => {
  const { control, error, hintId, errorId } = useField(props);
  return (
    <fieldset
      class={`utrecht-form-fieldset utrecht-form-fieldset--html-fieldset form-field${error ? ' utrecht-form-fieldset--invalid' : ''}`}
      aria-describedby={control['aria-describedby']}
    >
      <legend class="utrecht-form-label form-field__label form-field__legend">
        {props.label}
        <OptionalMark optional={props.optional} />
      </legend>
      <Hint id={hintId}>{props.hint}</Hint>
      <ErrorText id={errorId} text={error} />
      <div class={inline ? 'ticks ticks--inline' : 'ticks'}>
        {options.map((option, index) => (
          <Tick
            key={option.value}
            type={type}
            id={index === 0 ? control.id : `${control.id}-${index + 1}`}
            name={control.name}
            option={option}
            checked={chosen.includes(option.value)}
            required={type === 'radio' && control.required}
            invalid={control['aria-invalid']}
          />
        ))}
      </div>
    </fieldset>
  );
};

export type RadioGroupProps = GroupProps & {
  readonly value?: string | null | undefined;
  /** Beside each other: for a few short answers. */
  readonly inline?: boolean;
};

/** One of a few, all in sight. */
export function RadioGroup({ value, inline, ...props }: RadioGroupProps): VNode {
  const { ticked } = useField(props);
  return <TickGroup {...props} type="radio" inline={inline} chosen={ticked ?? (value ? [value] : [])} />;
}

export type CheckboxGroupProps = GroupProps & { readonly values?: readonly string[] };

/** Any number of a few. Unticked ones are not sent, and stay unticked when the form comes back. */
export function CheckboxGroup({ values = [], ...props }: CheckboxGroupProps): VNode {
  const { ticked } = useField(props);
  return <TickGroup {...props} type="checkbox" chosen={ticked ?? values} />;
}

export type CheckboxProps = FieldProps & { readonly checked?: boolean };

/** One thing to agree to or not; sends `true` when ticked, nothing when not. */
export function Checkbox({ checked = false, ...props }: CheckboxProps): VNode {
  const { control, error, errorId, ticked } = useField({ ...props, hint: undefined });
  return (
    <div class={`utrecht-form-field form-field${error ? ' utrecht-form-field--invalid' : ''}`}>
      <ErrorText id={errorId} text={error} />
      <Tick
        type="checkbox"
        id={control.id}
        name={control.name}
        option={{ value: 'true', label: props.label, ...(typeof props.hint === 'string' ? { hint: props.hint } : {}) }}
        checked={ticked ? ticked.includes('true') : checked}
        required={control.required}
        describedBy={control['aria-describedby']}
        invalid={control['aria-invalid']}
      />
    </div>
  );
}
