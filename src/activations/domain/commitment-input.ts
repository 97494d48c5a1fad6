import type { Party } from '../../../config/activation.js';
import { type FieldError, type Instant, isBefore, type LocalDay } from '../../kernel/index.js';
import { requireText, requireThat, requireWhole, trimmed } from './field-checks.js';

export const COMMITMENT_ANSWERS = ['given', 'given-with-conditions', 'refused'] as const;
export type CommitmentAnswer = (typeof COMMITMENT_ANSWERS)[number];

/** A team that takes over for a while. `endsAt` is the first instant it is gone. */
export type ReliefShift = { readonly startsAt: Instant; readonly endsAt: Instant; readonly teamSize: number };

/** What a party promises beyond yes, per location. */
export type CommitmentDetails =
  | {
      readonly party: 'municipality';
      /** The last night that it named itself. */
      readonly lastNight?: LocalDay;
    }
  | {
      readonly party: 'red-cross';
      /** Persons in the team that arrives first. */
      readonly teamSize: number;
      readonly arrivalAt: Instant;
      /** May still be empty: the milestone `staffing` asks for them later. */
      readonly reliefShifts: readonly ReliefShift[];
    }
  | { readonly party: 'coa'; readonly intakePlan: string };

/** The answer as it was filled in. Which fields must be there depends on the answer and on the party. */
export type AnswerInput = {
  readonly answer: CommitmentAnswer;
  readonly name: string;
  readonly function: string;
  /** On what ground this person may answer for the organisation. */
  readonly mandate: string;
  readonly conditions?: string | null;
  readonly reason?: string | null;
  readonly teamSize?: number | null;
  readonly arrivalAt?: Instant | null;
  readonly reliefShifts?: readonly ReliefShift[] | null;
  readonly intakePlan?: string | null;
  /** Municipality: the last night that people may stay; null: what its decision allows. */
  readonly lastNight?: LocalDay | null | undefined;
};

const isInstant = (at: Instant | null | undefined): at is Instant => at instanceof Date && !Number.isNaN(at.getTime());

/** Name and function of whoever answers or reports; both are needed. */
export const personFieldErrors = (person: { readonly name: string; readonly function: string }): FieldError[] => [
  ...requireText('name', person.name, { nl: 'Vul uw naam in.', en: 'Enter your name.' }),
  ...requireText('function', person.function, { nl: 'Vul uw functie in.', en: 'Enter your function.' }),
];

/** Every wrong field at once; empty when the answer is complete. A team cannot arrive before `triggeredAt`. */
export const answerFieldErrors = (party: Party, input: AnswerInput, triggeredAt: Instant): FieldError[] => [
  ...requireThat(COMMITMENT_ANSWERS.includes(input.answer), 'answer', 'required', {
    nl: 'Kies een antwoord: toegezegd, onder voorwaarden of geweigerd.',
    en: 'Choose an answer: committed, with conditions or refused.',
  }),
  ...personFieldErrors(input),
  ...requireText('mandate', input.mandate, {
    nl: 'Vul in op grond van welk mandaat u antwoordt.',
    en: 'Say on what mandate you answer.',
  }),
  ...textOfAnswerErrors(input),
  ...(input.answer === 'refused' ? [] : detailErrors(party, input, triggeredAt)),
];

/** The details of an answer that was found complete; null for a refusal, which promises nothing. */
export function detailsOf(party: Party, input: AnswerInput, triggeredAt: Instant): CommitmentDetails | null {
  if (input.answer === 'refused') return null;
  if (party === 'municipality') return input.lastNight ? { party, lastNight: input.lastNight } : { party };
  if (party === 'coa') return { party, intakePlan: trimmed(input.intakePlan) };
  return {
    party,
    teamSize: input.teamSize ?? 0,
    arrivalAt: input.arrivalAt ?? triggeredAt,
    reliefShifts: input.reliefShifts ?? [],
  };
}

function textOfAnswerErrors({ answer, conditions, reason }: AnswerInput): FieldError[] {
  if (answer === 'given-with-conditions') {
    return requireText('conditions', conditions, { nl: 'Vul de voorwaarden in.', en: 'Enter the conditions.' });
  }
  return answer === 'refused'
    ? requireText('reason', reason, { nl: 'Vul in waarom uw organisatie weigert.', en: 'Say why your organisation refuses.' })
    : [];
}

function detailErrors(party: Party, input: AnswerInput, triggeredAt: Instant): FieldError[] {
  if (party === 'municipality') return [];
  if (party === 'coa') {
    return requireText('intakePlan', input.intakePlan, {
      nl: 'Beschrijf hoe de mensen worden opgevangen en geplaatst.',
      en: 'Describe how people are received and placed.',
    });
  }
  const { arrivalAt } = input;
  return [
    ...requireWhole('teamSize', input.teamSize, 1),
    ...requireThat(isInstant(arrivalAt) && !isBefore(arrivalAt, triggeredAt), 'arrivalAt', 'not-an-arrival', {
      nl: 'Vul in wanneer het team aankomt; niet vóór het begin van de inzet.',
      en: 'Say when the team arrives; not before the start of the activation.',
    }),
    ...(input.reliefShifts ?? []).flatMap((shift, index) => shiftErrors(shift, `reliefShifts.${index}`, arrivalAt)),
  ];
}

function shiftErrors(shift: ReliefShift, path: string, arrivalAt: Instant | null | undefined): FieldError[] {
  const { startsAt, endsAt } = shift;
  const inOrder = isInstant(startsAt) && isInstant(endsAt) && isBefore(startsAt, endsAt);
  return [
    ...requireWhole(`${path}.teamSize`, shift.teamSize, 1),
    ...requireThat(inOrder, `${path}.endsAt`, 'ends-before-start', {
      nl: 'Een aflossing eindigt na haar begin.',
      en: 'A relief shift ends after it starts.',
    }),
    ...requireThat(!isInstant(startsAt) || !isInstant(arrivalAt) || !isBefore(startsAt, arrivalAt), `${path}.startsAt`, 'starts-before-arrival', {
      nl: 'Een aflossing begint niet voor de aankomst van het eerste team.',
      en: 'A relief shift does not start before the first team arrives.',
    }),
  ];
}
