import type { VNode } from 'preact';
import { fill, type FieldError } from '../../kernel/index.js';
import { useLanguage, useTranslator } from '../language-context.js';
import { useFieldId } from './form-field.js';

export type ErrorSummaryProps = {
  readonly errors: readonly FieldError[];
  /** What a field is called, where a message alone ("Fill in this field") does not tell which it is: in long forms. */
  readonly nameOf?: ((path: string) => string | undefined) | undefined;
};

const FieldLink = ({ path, text }: { readonly path: string; readonly text: string }): VNode => <a href={`#${useFieldId(path)}`}>{text}</a>;

/** Every wrong field with a link to it. Stands at the top of `<Form>` by itself; focus goes to it when the page loads. */
export function ErrorSummary({ errors, nameOf }: ErrorSummaryProps): VNode | null {
  const t = useTranslator();
  const language = useLanguage();
  if (errors.length === 0) return null;
  return (
    <div class="error-summary flow-tight" role="alert" tabIndex={-1} data-error-summary>
      <p class="error-summary__title">{t.count('form.errors.title', errors.length)}</p>
      <p>{t('form.errors.explanation')}</p>
      <ul class="error-summary__list">
        {errors.map((error) => {
          const message = fill(error.message[language], error.params);
          const name = nameOf?.(error.path);
          const text = name ? `${name}: ${message}` : message;
          return <li key={`${error.path} ${error.code}`}>{error.path ? <FieldLink path={error.path} text={text} /> : text}</li>;
        })}
      </ul>
    </div>
  );
}
