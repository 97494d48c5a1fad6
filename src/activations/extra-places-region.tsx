import type { VNode } from 'preact';
import { NO_GROUPS } from '../kernel/index.js';
import {
  Button, CheckboxGroup, Countdown, DateInput, DescriptionList, Form, GroupsFieldset, GroupsText, InstantText, NumberInput, PATHS, ProgressMeter, StatusBadge, Textarea, useTranslator,
  Alert as Notice, type FormState,
} from '../web/index.js';
import type { ExtraPlacesView } from './extra-places-view.js';
import type { AddableLocation } from './step-props.js';

/** Where extra places for an activation are asked for. */
export const extraPlacesPath = (activationId: string): string => `${PATHS.activations}/${activationId}/extra-plekken`;

/** Extra places with their own clock and outcome, apart from those asked for at the trigger. */
export function ExtraPlacesFacts({ extra, serverNow, running }: { readonly extra: ExtraPlacesView; readonly serverNow: Date; readonly running: boolean }): VNode {
  const t = useTranslator();
  const { id, places, groups, plannedPlaces, shortfall, openPlaces, deadlineAt, ownDeadline, reason, askedBy, askedAt, outcome } = extra;
  const title = t('extra.title', { places: t.count('word.places', places) });
  return (
    <>
      <h2 class="utrecht-heading-2" id={`extra-${id}`}>{title}</h2>
      <p><StatusBadge of="outcome" state={outcome ?? 'undecided'} /></p>
      {running && !outcome && <Countdown deadlineAt={deadlineAt} serverNow={serverNow} label={t('extra.countdown')} size="compact" />}
      <ProgressMeter value={openPlaces} total={places} label={t('extra.progress')} />
      <DescriptionList items={[
        { term: t('word.deadline'), value: <><InstantText at={deadlineAt} />: {t(ownDeadline ? 'extra.deadline.own' : 'extra.deadline.same')}</> },
        { term: t('activation.places'), value: <>{t.count('word.places', places)}: <GroupsText groups={groups} /></> },
        { term: t('activation.planned'), value: t.count('word.places', plannedPlaces) },
        { term: t('trigger.reason'), value: reason },
        { term: t('extra.asked'), value: <>{askedBy.name}, <InstantText at={askedAt} format="short" /></> },
      ]} />
      <p>{t('extra.apart')}</p>
      {shortfall > 0 && <Notice kind="warning">{t('extra.shortfall', { shortfall })}</Notice>}
    </>
  );
}

/** What is wanted; the page that follows shows the plan, and asks nobody before that is confirmed. */
export function ExtraPlacesForm({ id, addable, state }: { readonly id: string; readonly addable: readonly AddableLocation[]; readonly state: FormState | undefined }): VNode {
  const t = useTranslator();
  return (
    <>
      <p>{t('extra.hint')}</p>
      <Form action={extraPlacesPath(id)} hidden={{ step: 'preview' }} state={state} label={t('extra.ask')} scope="extra-places">
        <NumberInput name="places" label={t('extra.places')} />
        <GroupsFieldset legend={t('trigger.groups')} hint={t('extra.groups.hint')} value={NO_GROUPS} />
        <Textarea name="reason" label={t('extra.reason')} hint={t('extra.reason.hint')} rows={2} />
        <DateInput name="deadlineAt" label={t('extra.deadline')} hint={t('extra.deadline.hint')} withTime optional />
        {addable.length > 0 && (
          <CheckboxGroup name="locations" label={t('trigger.locations')} hint={t('trigger.locations.hint')} optional
            options={addable.map(({ id: value, name, places }) => ({ value, label: `${name} (${t.count('word.places', places)})` }))} />
        )}
        <Button kind="secondary">{t('trigger.next')}</Button>
      </Form>
    </>
  );
}
