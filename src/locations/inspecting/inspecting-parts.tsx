import { h, type JSX, type VNode } from 'preact';
import { PATHS, useField, useTranslator, ErrorText, Icon, type IconName, type Translator } from '../../web/index.js';
import { ANSWERS, CRITERION_LABELS, EMPTY_STEP, INSPECTED_CRITERIA, type InspectedCriterion, type InspectionSteps, isAnswered, type YesNoUnknown } from '../domain/index.js';

export const inspectionPath = (locationId: string): string => `${PATHS.locations}/${locationId}/schouw`;

/** A step's answer in words: what was found, or that nobody looked. */
export function answerText(criterion: InspectedCriterion, steps: InspectionSteps, t: Translator): string {
  const step = steps[criterion] ?? EMPTY_STEP;
  if (!isAnswered(step)) return t('inspecting.skipped');
  const value = ANSWERS.find((answer) => answer === step.fields['value']);
  return value ? t(`state.finding.${value}`) : t('inspecting.skipped');
}

type StepNavProps = { readonly locationId: string; readonly steps: InspectionSteps; readonly current: InspectedCriterion | 'overview' };

/** Every criterion with how far it has come, and the overview: one can go to any of them at any time. */
export function StepNav({ locationId, steps, current }: StepNavProps): VNode {
  const t = useTranslator();
  const path = inspectionPath(locationId);
  return (
    <nav class="step-nav" aria-label={t('inspecting.nav')}>
      <ol class="step-nav__list">
        {INSPECTED_CRITERIA.map((criterion, index) => {
          const value = steps[criterion]?.fields['value'];
          const done = isAnswered(steps[criterion] ?? EMPTY_STEP) ? ` step-nav__link--${ANSWERS.some((answer) => answer === value) ? value : 'begun'}` : '';
          return (
            <li key={criterion}>
              <a class={`step-nav__link${done}`} href={`${path}/${criterion}`} aria-current={criterion === current ? 'step' : undefined}>
                <span aria-hidden="true">{index + 1}</span>
                <span class="visually-hidden">{t('inspecting.nav.step', { criterion: t.of(CRITERION_LABELS[criterion]), state: answerText(criterion, steps, t) })}</span>
              </a>
            </li>
          );
        })}
        <li><a class="step-nav__link step-nav__link--overview" href={`${path}/overzicht`} aria-current={current === 'overview' ? 'step' : undefined}>{t('inspecting.nav.overview')}</a></li>
      </ol>
    </nav>
  );
}

const ICONS: Readonly<Record<YesNoUnknown, IconName>> = { yes: 'check', no: 'cross', unknown: 'question' };

/** Yes, no or unknown: three radio buttons as large as a thumb. */
export function AnswerTiles({ name, label }: { readonly name: string; readonly label: string }): VNode {
  const t = useTranslator();
  const { control, error, errorId, ticked } = useField({ name });
  return (
    <fieldset class={`utrecht-form-fieldset utrecht-form-fieldset--html-fieldset form-field answer-tiles${error ? ' utrecht-form-fieldset--invalid' : ''}`} aria-describedby={control['aria-describedby']}>
      <legend class="utrecht-form-label form-field__label form-field__legend">{label}</legend>
      <ErrorText id={errorId} text={error} />
      <div class="answer-tiles__row">
        {ANSWERS.map((answer, index) => {
          const id = index === 0 ? control.id : `${control.id}-${index + 1}`;
          return (
            <div key={answer} class={`answer-tile answer-tile--${answer}`}>
              <input class="answer-tile__input" type="radio" id={id} name={name} value={answer} checked={ticked?.includes(answer)} aria-invalid={control['aria-invalid']} />
              <label class="answer-tile__label" for={id}><Icon name={ICONS[answer]} /> {t(`word.${answer}`)}</label>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

/**
 * Keeps the step as one types, and holds a form back while there is no connection. Without script neither is there, and the
 * buttons keep.
 */
export function StepKeeper({ src }: { readonly src: string }): JSX.Element {
  const t = useTranslator();
  return (
    <>
      {h(
        'draft-saver',
        { class: 'draft-saver', src, hidden: true, 'data-saving': t('inspecting.saving'), 'data-saved': t('inspecting.saved-at', { time: '{time}' }), 'data-failed': t('inspecting.failed') },
        <p role="status" data-draft-status />,
        <p role="alert" class="draft-saver__conflict" data-draft-conflict hidden />,
      )}
      {h('wait-for-line', { hidden: true }, <p role="alert" class="wait-for-line">{t('inspecting.waiting')}</p>)}
    </>
  );
}
