import type { VNode } from 'preact';
import { GROUP_KEYS, groupsPresent, type Groups } from '../../kernel/index.js';
import { formatNumber } from '../format.js';
import { useLanguage, useTranslator } from '../language-context.js';
import { Fieldset } from './choice-fields.js';
import { NumberInput } from './text-fields.js';

export type GroupsFieldsetProps = {
  readonly legend: string;
  readonly hint?: string;
  /** Names the fields `groups.families` and so on, and takes the errors about them together. Default `groups`. */
  readonly name?: string;
  readonly value?: Groups;
};

/** A head count per group. */
export function GroupsFieldset({ legend, hint, name = 'groups', value }: GroupsFieldsetProps): VNode {
  const t = useTranslator();
  return (
    <Fieldset legend={legend} hint={hint} name={name}>
      <div class="field-grid">
        {GROUP_KEYS.map((key) => (
          <NumberInput key={key} name={`${name}.${key}`} label={t(`group.${key}`)} value={value?.[key]} />
        ))}
      </div>
    </Fieldset>
  );
}

/** The groups with anyone in them: "60 gezinnen, 40 alleenstaande volwassenen". */
export function GroupsText({ groups }: { readonly groups: Groups }): VNode {
  const t = useTranslator();
  const language = useLanguage();
  const texts = groupsPresent(groups).map((key) => `${formatNumber(groups[key], language)} ${t(`group.in-text.${key}`)}`);
  return <>{texts.join(', ') || t('word.none')}</>;
}
