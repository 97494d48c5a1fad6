import type { VNode } from 'preact';
import { FormField, type FieldProps } from './form-field.js';

/** How wide the field is: as wide as what belongs in it. */
export type FieldWidth = 'short' | 'medium' | 'full';

export type TextInputProps = FieldProps & {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password';
  /** What stands in it the first time; what was typed goes before it. A password is never shown again. */
  readonly value?: string | null | undefined;
  readonly autocomplete?: string;
  readonly width?: FieldWidth;
};

const textbox = (width: FieldWidth, extra = ''): string => `utrecht-textbox utrecht-textbox--html-input field--${width}${extra}`;

export function TextInput({ type = 'text', value, autocomplete, width = 'full', ...field }: TextInputProps): VNode {
  return (
    <FormField {...field}>
      {({ control, typed }) => (
        // The element's types tie each type to its own attributes; here any of them gets the same ones.
        <input
          {...control}
          {...({ type } as { type: 'text' })}
          class={textbox(width)}
          value={type === 'password' ? undefined : (typed ?? value ?? undefined)}
          autoComplete={autocomplete}
        />
      )}
    </FormField>
  );
}

export type NumberInputProps = FieldProps & {
  readonly value?: number | null | undefined;
  /** True where fractions are meant (m²); the telephone's keyboard then has a comma. */
  readonly decimal?: boolean;
  /** Behind the field: "m²", "plekken". */
  readonly unit?: string;
};

/** A number typed as text: `type="number"` throws away what it does not understand, and changes when one scrolls. */
export function NumberInput({ value, decimal, unit, ...field }: NumberInputProps): VNode {
  return (
    <FormField {...field} label={unit ? `${field.label} (${unit})` : field.label}>
      {({ control, typed }) => (
        <input
          {...control}
          class={textbox('short', ' utrecht-textbox--numeric')}
          type="text"
          inputMode={decimal ? 'decimal' : 'numeric'}
          autoComplete="off"
          value={typed ?? (value === null || value === undefined ? undefined : String(value))}
        />
      )}
    </FormField>
  );
}

export type DateInputProps = FieldProps & {
  /** `YYYY-MM-DD`, or `YYYY-MM-DDTHH:mm` in Europe/Amsterdam with `withTime` (see `formatDateTimeInput`). */
  readonly value?: string | null | undefined;
  readonly withTime?: boolean;
};

export function DateInput({ value, withTime, ...field }: DateInputProps): VNode {
  return (
    <FormField {...field}>
      {({ control, typed }) => (
        <input
          {...control}
          class={textbox('medium')}
          type={withTime ? 'datetime-local' : 'date'}
          value={typed ?? value ?? undefined}
        />
      )}
    </FormField>
  );
}

export type TimeInputProps = FieldProps & {
  /** `HH:MM` on the clocks of Europe/Amsterdam. */
  readonly value?: string | null | undefined;
};

/** A time of day; where the browser has no field for it, typed as text. */
export function TimeInput({ value, ...field }: TimeInputProps): VNode {
  return (
    <FormField {...field}>
      {({ control, typed }) => <input {...control} class={textbox('short')} type="time" value={typed ?? value ?? undefined} />}
    </FormField>
  );
}

export type TextareaProps = FieldProps & { readonly value?: string | null | undefined; readonly rows?: number };

export function Textarea({ value, rows = 4, ...field }: TextareaProps): VNode {
  return (
    <FormField {...field}>
      {({ control, typed }) => (
        <textarea {...control} class="utrecht-textarea utrecht-textarea--html-textarea" rows={rows}>
          {typed ?? value ?? ''}
        </textarea>
      )}
    </FormField>
  );
}
