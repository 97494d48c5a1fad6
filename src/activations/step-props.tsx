import type { VNode } from 'preact';
import type { Actor } from '../kernel/index.js';
import { TextInput, useTranslator, type FormState } from '../web/index.js';
import type { ActivationView, DeploymentView } from './activation-view.js';

/** What was sent and was wrong, for the one form on the page that sent it. */
export type FailedForm = { readonly step: string; readonly subjectId: string; readonly state: FormState };

export type AddableLocation = { readonly id: string; readonly name: string; readonly places: number };

export type StepsProps = {
  readonly view: ActivationView;
  readonly actor: Pick<Actor, 'kind' | 'organisationId' | 'name' | 'function' | 'personId'>;
  readonly failed: FailedForm | undefined;
  /** Where the forms are sent: the page of the activation, or the answer link. */
  readonly action: string;
  /** Ready locations that may be put in; empty where that is not for this reader. */
  readonly addable: readonly AddableLocation[];
};

export type AtDeployment = StepsProps & { readonly deployment: DeploymentView };

type FormOfStep = { readonly action: string; readonly hidden: { readonly step: string; readonly subjectId: string }; readonly state: FormState | undefined; readonly scope: string };

/** What the form of a step has in common with every other: several stand on one page, each with ids of its own. */
export const formOf = ({ failed, action }: StepsProps, step: string, subjectId: string): FormOfStep => ({
  action, hidden: { step, subjectId }, scope: `${step}-${subjectId}`, state: failed?.step === step && failed.subjectId === subjectId ? failed.state : undefined,
});

/** Who answers: as known, and to be changed where somebody else does. */
export const PersonFields = ({ actor }: Pick<StepsProps, 'actor'>): VNode => {
  const t = useTranslator();
  return (
    <div class="field-grid">
      <TextInput name="name" label={t('word.name')} value={actor.name} autocomplete="name" />
      <TextInput name="function" label={t('word.function')} value={actor.function} autocomplete="organization-title" />
    </div>
  );
};
