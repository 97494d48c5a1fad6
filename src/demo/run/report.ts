import { latenessOf } from './checks.js';
import type { Activation, Delivery, DueMoment, Entry } from './shapes.js';

const seconds = (from: string, to: string): string => `${((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1).padStart(6)} s`;

/** What happened, when each due moment took effect, and how every alert was delivered. Times are seconds since the trigger. */
export function reportLines(activation: Activation, moments: readonly DueMoment[], deliveries: readonly Delivery[], entries: readonly Entry[]): string[] {
  return [
    '', '  Timeline', ...entries.map((entry) => `  ${seconds(activation.triggeredAt, entry.at)}  ${entry.action}${entry.organisation ? `, ${entry.organisation.name}` : ''}`),
    '', '  Due moments (due, lateness)', ...moments.map((moment) => momentLine(activation, moment)),
    '', '  Alerts (sent, delivery)', ...deliveries.map((delivery) => deliveryLine(activation, delivery)),
  ];
}

function momentLine({ triggeredAt }: Activation, moment: DueMoment): string {
  const lateness = latenessOf(moment);
  const what = lateness !== null ? `${(lateness * 1000).toFixed(0)} ms late` : moment.supersededAt ? 'no longer needed' : moment.lapsedAt ? 'lapsed' : 'WAITING';
  return `  ${seconds(triggeredAt, moment.dueAt)}  ${moment.kind.padEnd(26)} ${what}`;
}

function deliveryLine({ triggeredAt }: Activation, { createdAt, acceptedAt, organisation, subject, state }: Delivery): string {
  const after = acceptedAt ? `${state}, after ${(Date.parse(acceptedAt) - Date.parse(createdAt)).toFixed(0)} ms` : state;
  return `  ${seconds(triggeredAt, createdAt)}  ${organisation.name.padEnd(44)} ${subject} (${after})`;
}
