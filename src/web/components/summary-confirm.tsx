import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '../form-state.js';
import { useTranslator } from '../language-context.js';
import { Button, ButtonGroup, LinkButton } from './button.js';
import { DescriptionList, type Description } from './description-list.js';
import { Form } from './form.js';

export type SummaryConfirmProps = {
  readonly title: string;
  /** What was chosen. */
  readonly items: readonly Description[];
  /** What will happen when this is confirmed, one sentence each. */
  readonly consequencesTitle: string;
  readonly consequences: readonly ComponentChildren[];
  readonly action: string;
  /** Everything that was chosen, and the idempotency key. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly state?: FormState;
  readonly confirmLabel: string;
  /** Back to the form, with what was typed. */
  readonly backHref: string;
  /** True for the real thing: the button then looks as grave as it is. */
  readonly grave?: boolean;
  /** A checkbox to tick first, such as "accept the shortfall". */
  readonly children?: ComponentChildren;
};

/** The last step before something that cannot be undone: what was chosen, what it sets off, and one button. */
export function SummaryConfirm(props: SummaryConfirmProps): VNode {
  const t = useTranslator();
  return (
    <section class={`summary-confirm${props.grave ? ' summary-confirm--grave' : ''}`} aria-labelledby="summary-confirm-title">
      <h2 class="utrecht-heading-2" id="summary-confirm-title">
        {props.title}
      </h2>
      <DescriptionList items={props.items} />
      <h3 class="utrecht-heading-3">{props.consequencesTitle}</h3>
      <ul class="consequences">
        {props.consequences.map((consequence, index) => (
          <li key={index}>{consequence}</li>
        ))}
      </ul>
      <Form action={props.action} hidden={props.hidden} state={props.state}>
        {props.children}
        <ButtonGroup>
          <Button kind={props.grave ? 'danger' : 'primary'}>{props.confirmLabel}</Button>
          <LinkButton kind="secondary" href={props.backHref}>
            {t('button.back')}
          </LinkButton>
        </ButtonGroup>
      </Form>
    </section>
  );
}
