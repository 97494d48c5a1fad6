import type { ComponentChildren, VNode } from 'preact';

export type ButtonKind = 'primary' | 'secondary' | 'danger';

const CSS: Readonly<Record<ButtonKind, string>> = {
  primary: 'utrecht-button--primary-action',
  secondary: 'utrecht-button--secondary-action',
  danger: 'utrecht-button--primary-action utrecht-button--danger',
};

export type ButtonProps = {
  readonly kind?: ButtonKind;
  /** Default `submit`; `button` is for browser scripts only. */
  readonly type?: 'submit' | 'button';
  /** Sent with the form when this is the button pressed. */
  readonly name?: string;
  readonly value?: string;
  /** Where the form goes when this is the button pressed; default the form's own address. */
  readonly formAction?: string;
  /** Text that only a screen reader hears, where the visible text alone does not say what it is about. */
  readonly about?: string;
  readonly children: ComponentChildren;
};

const About = ({ about }: { about: string | undefined }): VNode | null =>
  about ? <span class="visually-hidden"> {about}</span> : null;

/** Does something: always inside a form. `danger` is for what cannot be undone. */
export const Button = ({ kind = 'primary', type = 'submit', name, value, formAction, about, children }: ButtonProps): VNode => (
  <button class={`utrecht-button ${CSS[kind]}`} type={type} name={name} value={value} formAction={formAction}>
    {children}
    <About about={about} />
  </button>
);

/**
 * What pressing Enter in a field does. Browsers press the first button of a form; this is it, and nobody sees it. Stands
 * at the top of a form that has other buttons before its main one.
 */
export const DefaultButton = ({ name, value }: Pick<ButtonProps, 'name' | 'value'>): VNode => (
  <button class="visually-hidden" type="submit" tabIndex={-1} aria-hidden="true" name={name} value={value} />
);

export type LinkButtonProps = {
  readonly href: string;
  readonly kind?: ButtonKind;
  readonly about?: string;
  readonly children: ComponentChildren;
};

/** Leads somewhere, looks like a button. */
export const LinkButton = ({ href, kind = 'primary', about, children }: LinkButtonProps): VNode => (
  <a class={`utrecht-button ${CSS[kind]}`} href={href}>
    {children}
    <About about={about} />
  </a>
);

/** Buttons and links that belong together, the main one first. */
export const ButtonGroup = ({ children }: { readonly children: ComponentChildren }): VNode => (
  <div class="button-row">{children}</div>
);
