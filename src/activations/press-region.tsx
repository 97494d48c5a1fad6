import type { VNode } from 'preact';
import { formatTelephone } from '../kernel/index.js';
import { Alert as Notice, Button, Countdown, DateInput, DescriptionList, Disclosure, EmptyState, Form, InstantText, Panel, TelephoneLink, Textarea, TextInput, useTranslator } from '../web/index.js';
import type { ActivationView, PressLineView } from './activation-view.js';
import { isoToAmsterdam } from './relief-shifts.js';
import { formOf, type StepsProps } from './step-props.js';

/** Who speaks to the press, what is told, and from when on. */
export function PressRegion({ view }: { readonly view: ActivationView }): VNode {
  const t = useTranslator();
  const { pressLine, activation } = view;
  return (
    <Panel id="press" title={t('press.title')}>
      {activation.exercise && <Notice kind="warning"><p><strong>{t('press.exercise')}</strong></p></Notice>}
      {pressLine ? <PressLineText line={pressLine} view={view} /> : <EmptyState text={t('press.none')} />}
    </Panel>
  );
}

function PressLineText({ line, view }: { readonly line: PressLineView; readonly view: ActivationView }): VNode {
  const t = useTranslator();
  const { spokesperson: { name, organisation, telephone }, textNl, textEn, neverPublish } = line;
  return (
    <>
      {!neverPublish && <PublishFrom line={line} view={view} />}
      <DescriptionList
        items={[
          { term: t('press.spokesperson'), value: name === null ? organisation : `${name}, ${organisation}` },
          ...(telephone === null ? [] : [{ term: t('press.telephone'), value: <TelephoneLink number={telephone} /> }]),
          { term: t('press.line'), value: <span lang="nl" class="typed-text">{textNl}</span> },
          ...(textEn ? [{ term: t('press.line.en'), value: <span lang="en" class="typed-text">{textEn}</span> }] : []),
        ]}
      />
    </>
  );
}

// The database's time decides whether the hour has come; the clock runs on from there.
function PublishFrom({ line: { publishFrom }, view: { serverNow } }: { readonly line: PressLineView; readonly view: ActivationView }): VNode {
  const t = useTranslator();
  const waits = serverNow < publishFrom;
  const [before, after] = t(waits ? 'press.not-before' : 'press.released', { at: '\u0000' }).split('\u0000');
  const text = <>{before}<InstantText at={publishFrom} />{after}</>;
  if (!waits) return <p>{text}</p>;
  return (
    <Notice kind="warning">
      <p><strong>{text}</strong></p>
      <Countdown deadlineAt={publishFrom} serverNow={serverNow} label={t('press.countdown')} size="compact" />
    </Notice>
  );
}

/** Setting or changing it. */
export function PressLineForm(props: StepsProps): VNode {
  const t = useTranslator();
  const { activation: { id }, pressLine } = props.view;
  const { hidden, ...form } = formOf(props, 'press-line', id);
  const title = t(pressLine ? 'steps.press-line.change' : 'steps.press-line');
  return (
    <Disclosure id={`step-${form.scope}`} title={title} open={Boolean(form.state)}>
      <p>{t('steps.press-line.hint')}</p>
      <Form {...form} hidden={{ ...hidden, version: String(pressLine?.version ?? 0) }} label={title}>
        <TextInput name="spokesperson.name" label={t('steps.press-line.name')} value={pressLine?.spokesperson.name} />
        <TextInput name="spokesperson.organisation" label={t('steps.press-line.organisation')} value={pressLine?.spokesperson.organisation} />
        <TextInput name="spokesperson.telephone" label={t('press.telephone')} type="tel" value={pressLine?.spokesperson.telephone && formatTelephone(pressLine.spokesperson.telephone)} />
        <Textarea name="textNl" label={t('steps.press-line.text')} hint={t('steps.press-line.text.hint')} rows={4} value={pressLine?.textNl} />
        <Textarea name="textEn" label={t('steps.press-line.text-en')} optional rows={4} value={pressLine?.textEn} />
        <DateInput name="publishFrom" label={t('steps.press-line.from')} withTime value={pressLine && isoToAmsterdam(pressLine.publishFrom)} />
        <Button kind="secondary">{t('steps.press-line.send')}</Button>
      </Form>
    </Disclosure>
  );
}
