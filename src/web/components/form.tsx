import type { ComponentChildren, VNode } from 'preact';
import { EMPTY_FORM, FormContext, type FormState } from '../form-state.js';
import { ErrorSummary } from './error-summary.js';
import { FormScope } from './form-field.js';

export type FormProps = {
  readonly action: string;
  /** Default `post`. Use `get` for searching and filtering only. */
  readonly method?: 'post' | 'get';
  /** What was sent and what was wrong with it; absent the first time. */
  readonly state?: FormState | undefined;
  /** Hidden fields: the version read, an idempotency key. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** What a field is called in the summary of errors; see `ErrorSummary`. */
  readonly nameOf?: (path: string) => string | undefined;
  /** Names the form where a page has several. */
  readonly label?: string;
  /** Unique in the page; needed where a page has several forms with fields of the same name. */
  readonly scope?: string;
  /** True where a file is sent with it. */
  readonly upload?: boolean;
  readonly children: ComponentChildren;
};

/**
 * A form whose fields find what was typed, and their errors, by their name. The summary of errors stands at its top.
 * Checking is the server's: the browser's own messages come one at a time and not in the page's language.
 */
export const Form = ({ action, method = 'post', state = EMPTY_FORM, hidden = {}, nameOf, label, scope = '', upload, children }: FormProps): VNode => (
  <form class="form flow" action={action} method={method} encType={upload ? 'multipart/form-data' : undefined} noValidate aria-label={label}>
    <FormScope.Provider value={scope}>
      <FormContext.Provider value={state}>
        <ErrorSummary errors={state.errors} nameOf={nameOf} />
        {children}
        {/* Last: what is not seen keeps no distance. */}
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </FormContext.Provider>
    </FormScope.Provider>
  </form>
);
