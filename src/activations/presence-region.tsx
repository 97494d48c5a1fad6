import type { VNode } from 'preact';
import { COUNT_TIMES, PRESENCE_POLICY } from '../../config/presence.js';
import { GROUP_KEYS, type Groups, totalOf } from '../kernel/index.js';
import { may } from '../organisations/index.js';
import {
  Badge, BadgeRow, Button, DataTable, DateInput, Disclosure, Fieldset, Form, formatDayShort, GroupsFieldset, GroupsText, InstantText, NumberInput, RadioGroup, StatusBadge, Textarea, TextInput, useTranslator,
} from '../web/index.js';
import type { DeploymentView, RideView } from './activation-view.js';
import { isUnderWay, type PresenceDay } from './domain/index.js';
import { formOf, type AtDeployment } from './step-props.js';

/** Persons of the groups together, and per group. */
function Persons({ groups }: { readonly groups: Groups }): VNode {
  const total = totalOf(groups);
  return total === 0 ? <>0</> : <>{total} (<GroupsText groups={groups} />)</>;
}

/** What was reported of a location, day by day. */
export function PresenceDays({ deployment: { id, location, presenceDays } }: { readonly deployment: DeploymentView }): VNode | null {
  const t = useTranslator();
  if (presenceDays.length === 0) return null;
  const count = (groups: Groups | null): VNode => (groups ? <Persons groups={groups} /> : <>{t('presence.not-reported')}</>);
  return (
    <Disclosure id={`presence-${id}`} title={t.count('presence.days.number', presenceDays.length)}>
      <DataTable<PresenceDay>
        caption={t('presence.days', { name: location.name })}
        captionHidden
        rows={presenceDays}
        rowKey={(row) => row.day}
        columns={[
          { key: 'day', header: t('presence.column.day'), rowHeader: true, cell: (row) => formatDayShort(row.day, t.language) },
          { key: 'morning', header: t('presence.column.morning'), cell: (row) => count(row.counts['08:00']) },
          { key: 'evening', header: t('presence.column.evening'), cell: (row) => count(row.counts['23:00']) },
          { key: 'arrived', header: t('presence.column.arrived'), cell: (row) => <Persons groups={row.arrived} /> },
          { key: 'left', header: t('presence.column.left'), cell: (row) => <Persons groups={row.left} /> },
        ]}
      />
    </Disclosure>
  );
}

function rideState({ boarded, arrived, alarmedAt, cancelledAt }: RideView): 'under-way' | 'missing' | 'cancelled' | 'arrived' | 'differs' {
  if (cancelledAt) return 'cancelled';
  if (!arrived) return alarmedAt ? 'missing' : 'under-way';
  return GROUP_KEYS.every((key) => arrived[key] === boarded[key]) ? 'arrived' : 'differs';
}

/** The rides to a location: who boarded, who arrived. */
export function Rides({ deployment: { id, location, rides } }: { readonly deployment: DeploymentView }): VNode | null {
  const t = useTranslator();
  if (rides.length === 0) return null;
  return (
    <Disclosure id={`rides-${id}`} title={t.count('rides.number', rides.length)} aside={<RidesSummary rides={rides} />}>
      <DataTable<RideView>
        caption={t('rides.title', { name: location.name })}
        captionHidden
        rows={rides}
        rowKey={(row) => row.id}
        columns={[
          { key: 'departed', header: t('rides.column.departed'), rowHeader: true, cell: (row) => <InstantText at={row.departedAt} format="short" /> },
          { key: 'carrier', header: t('rides.column.carrier'), cell: (row) => row.carrier },
          { key: 'seats', header: t('rides.column.seats'), numeric: true, cell: (row) => row.seats },
          { key: 'boarded', header: t('rides.column.boarded'), cell: (row) => <Persons groups={row.boarded} /> },
          { key: 'arrived', header: t('rides.column.arrived'), cell: (row) => <ArrivedCell ride={row} /> },
        ]}
      />
    </Disclosure>
  );
}

function RidesSummary({ rides }: { readonly rides: readonly RideView[] }): VNode {
  const t = useTranslator();
  const [underWay, missing, differing] = (['under-way', 'missing', 'differs'] as const).map((state) => rides.filter((ride) => rideState(ride) === state).length);
  return (
    <BadgeRow>
      {underWay! > 0 && <Badge tone="info" icon="forward">{t('rides.under-way', { n: underWay! })}</Badge>}
      {missing! > 0 && <Badge tone="critical" icon="clock">{t('rides.missing', { n: missing! })}</Badge>}
      {differing! > 0 && <Badge tone="critical" icon="exclamation">{t('rides.differ', { n: differing! })}</Badge>}
    </BadgeRow>
  );
}

function ExpectedText({ at }: { readonly at: Date }): VNode {
  const [before, after] = useTranslator()('rides.expected', { at: '\u0000' }).split('\u0000');
  return <>{before}<InstantText at={at} format="short" />{after}</>;
}

const ArrivedCell = ({ ride }: { readonly ride: RideView }): VNode => (
  <>
    <StatusBadge of="ride" state={rideState(ride)} />
    {ride.arrived && <> <Persons groups={ride.arrived} /></>}
    {ride.arrivedAt && <>, <InstantText at={ride.arrivedAt} format="short" /></>}
    {isUnderWay(ride) && <> <ExpectedText at={ride.expectedAt} /></>}
  </>
);

/** The rides whose arrival the reader’s organisation reports. */
export const awaitedRides = ({ deployment, actor }: Pick<AtDeployment, 'deployment' | 'actor'>): RideView[] =>
  may(actor, 'ride.report') ? deployment.rides.filter(isUnderWay) : [];

/** A head count: of now, or of one of the fixed hours. */
export function PresenceForm(props: AtDeployment): VNode {
  const t = useTranslator();
  const { deployment } = props;
  const legend = t('steps.present', { location: deployment.location.name });
  const form = formOf(props, 'present', deployment.id);
  return (
    <Form {...form} label={legend}>
      <Fieldset legend={legend}>
        <RadioGroup name="reference" label={t('steps.present.reference')} value="now" options={(['now', ...COUNT_TIMES] as const).map((value) => ({ value, label: t(`steps.present.reference.${value}`) }))} />
        <GroupsFieldset legend={t('steps.present.present')} hint={t('steps.present.hint')} name="present" {...(deployment.present ? { value: deployment.present.groups } : {})} />
        <Disclosure id={`moves-${form.scope}`} title={t('steps.present.moves')} open={Boolean(form.state)} small>
          <GroupsFieldset legend={t('steps.present.arrived')} name="arrived" />
          <GroupsFieldset legend={t('steps.present.left')} name="left" />
        </Disclosure>
        <Button kind="secondary">{t('steps.present.send')}</Button>
      </Fieldset>
    </Form>
  );
}

/** The departure of a ride from Ter Apel. */
export function RideForm(props: AtDeployment): VNode {
  const t = useTranslator();
  const legend = t('steps.ride', { location: props.deployment.location.name });
  const form = formOf(props, 'ride', props.deployment.id);
  return (
    <Disclosure id={`step-${form.scope}`} title={legend} open={Boolean(form.state)} small>
      <Form {...form} label={legend}>
        <TextInput name="carrier" label={t('steps.ride.carrier')} hint={t('steps.ride.carrier.hint')} autocomplete="off" />
        <NumberInput name="seats" label={t('steps.ride.seats')} />
        <GroupsFieldset legend={t('steps.ride.boarded')} hint={t('steps.present.hint')} name="boarded" />
        <DateInput name="departedAt" label={t('steps.ride.departed')} hint={t('steps.ride.departed.hint')} withTime optional />
        <DateInput name="expectedAt" label={t('steps.ride.expected')} hint={t('steps.ride.expected.hint', { minutes: PRESENCE_POLICY.rideMinutes.value })} withTime optional />
        <Button kind="secondary">{t('steps.ride.send')}</Button>
      </Form>
    </Disclosure>
  );
}

/** The arrival of a ride. Nothing is filled in: who counts must not be led by what left. */
export function ArrivalForm({ ride, ...props }: AtDeployment & { readonly ride: RideView }): VNode {
  const t = useTranslator();
  const legend = t('steps.arrive', { carrier: ride.carrier, location: props.deployment.location.name });
  return (
    <Form {...formOf(props, 'arrive', ride.id)} label={legend}>
      <Fieldset legend={legend}>
        <GroupsFieldset legend={t('rides.column.arrived')} hint={t('steps.arrive.hint', { boarded: totalOf(ride.boarded) })} name="arrived" />
        <Button>{t('steps.arrive.send')}</Button>
      </Fieldset>
    </Form>
  );
}

/** A ride that did not go after all, or turned back. */
export function CancelRideForm({ ride, ...props }: AtDeployment & { readonly ride: RideView }): VNode {
  const t = useTranslator();
  const legend = t('steps.cancel-ride', { carrier: ride.carrier, location: props.deployment.location.name });
  const form = formOf(props, 'cancel-ride', ride.id);
  return (
    <Disclosure id={`step-${form.scope}`} title={legend} open={Boolean(form.state)} small>
      <Form {...form} label={legend}>
        <Textarea name="reason" label={t('word.reason')} hint={t('steps.cancel-ride.hint')} rows={2} />
        <Button kind="secondary">{t('steps.cancel-ride.send')}</Button>
      </Form>
    </Disclosure>
  );
}
