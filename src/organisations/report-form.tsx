import type { VNode } from 'preact';
import type { LocalDay } from '../kernel/index.js';
import { Button, DateInput, Form, RadioGroup, Textarea, useTranslator, type FormState } from '../web/index.js';
import { OUTCOMES } from './domain/reachability.js';

export type ReportFormProps = {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly state: FormState | undefined;
  readonly today: LocalDay;
};

/** Somebody telephoned: reached or not, on which day, and a note. Its input is `REACHABILITY_INPUT`. */
export function ReportForm({ action, hidden, state, today }: ReportFormProps): VNode {
  const t = useTranslator();
  return (
    <Form action={action} hidden={hidden} state={state} label={t('contact.report.title')} scope="report" nameOf={(path) => (path === 'outcome' ? t('contact.report.what') : undefined)}>
      <RadioGroup name="outcome" label={t('contact.report.outcome')} options={OUTCOMES.map((value) => ({ value, label: t(`contact.report.${value}`) }))} />
      <DateInput name="calledOn" label={t('contact.report.calledOn')} value={today} />
      <Textarea name="note" label={t('contact.report.note')} hint={t('contact.report.note.hint')} rows={2} optional />
      <Button kind="secondary">{t('contact.report.save')}</Button>
    </Form>
  );
}
