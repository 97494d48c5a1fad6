import type { Activation, Delivery, DueMoment } from './shapes.js';

const MAXIMUM_LATENESS_SECONDS = 10;

/** Seconds between when a moment was due and when it took effect; null when it never had to. */
export const latenessOf = ({ dueAt, doneAt }: DueMoment): number | null => (doneAt ? (Date.parse(doneAt) - Date.parse(dueAt)) / 1000 : null);

/** Every way in which an exercise is not as it should be; empty when all is well. */
export function differences(activation: Activation, expected: 'met' | 'missed', moments: readonly DueMoment[], deliveries: readonly Delivery[]): string[] {
  return [
    ...outcomeDifferences(activation, expected), ...momentDifferences(moments), ...deliveryDifferences(deliveries), ...alertDifferences(activation, expected, deliveries),
  ];
}

/** Who is told what in a case in which everybody answers: the asked parties once each, and everybody of the outcome and the end. */
function alertDifferences({ deployments }: Activation, expected: 'met' | 'missed', deliveries: readonly Delivery[]): string[] {
  const municipalities = new Set(deployments.map(({ municipality }) => municipality.name)).size;
  // PRO, the province, operations, the Red Cross and COA.
  const everyone = municipalities + 5;
  const wanted: Readonly<Record<string, number>> = {
    staffing: 1, placement: 1, mobilisation: municipalities, confirmation: 3, [`outcome-${expected}`]: everyone, 'stand-down': everyone,
  };
  const organisationsOf = (purpose: string): string[] => deliveries.filter((delivery) => delivery.purpose === purpose).map(({ organisation }) => organisation.name);
  return Object.entries(wanted).flatMap(([purpose, count]) => {
    const told = organisationsOf(purpose);
    return told.length === count && new Set(told).size === count ? [] : [`${purpose} went to ${told.length} (${told.join(', ')}) instead of ${count} organisations`];
  });
}

function outcomeDifferences({ outcome, outcomeAt, deadlineAt }: Activation, expected: 'met' | 'missed'): string[] {
  if (outcome !== expected) return [`the outcome is ${outcome ?? 'none'} instead of ${expected}`];
  const early = Date.parse(outcomeAt!) < Date.parse(deadlineAt);
  if (expected === 'met' && !early) return ['met was written at or after the deadline'];
  return expected === 'missed' && outcomeAt !== deadlineAt ? ['missed does not carry the deadline as its time'] : [];
}

/** Due moments that took effect late, early, not at all, or only after failing. */
export function momentDifferences(moments: readonly DueMoment[]): string[] {
  const late = moments.filter((moment) => (latenessOf(moment) ?? 0) > MAXIMUM_LATENESS_SECONDS);
  const early = moments.filter((moment) => (latenessOf(moment) ?? 0) < 0);
  const waiting = moments.filter(({ doneAt, lapsedAt, supersededAt }) => !doneAt && !lapsedAt && !supersededAt);
  const failed = moments.filter(({ attempts }) => attempts > 0);
  return [
    ...late.map((moment) => `${moment.kind} took effect ${latenessOf(moment)!.toFixed(1)} s late`),
    ...early.map((moment) => `${moment.kind} took effect before it was due`),
    ...waiting.map(({ kind }) => `${kind} was neither carried out nor superseded`),
    ...failed.map(({ kind, attempts }) => `${kind} failed ${attempts} times`),
  ];
}

/** Messages that did not arrive, or are not what they should be. */
export function deliveryDifferences(deliveries: readonly Delivery[]): string[] {
  const delivered = ['accepted', 'answered'];
  return [
    ...(deliveries.length === 0 ? ['no alert was sent'] : []),
    ...deliveries.filter(({ state }) => !delivered.includes(state)).map(({ subject, address, state }) => `"${subject}" to ${address} is ${state}`),
    ...deliveries.filter(({ subject }) => !/^(OEFENING|EXERCISE)/.test(subject)).map(({ subject }) => `"${subject}" is not marked as an exercise`),
    ...deliveries.filter(({ possiblySentTwice }) => possiblySentTwice).map(({ subject }) => `"${subject}" was possibly sent twice`),
  ];
}
