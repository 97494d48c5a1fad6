import type { Content } from '../alerts/index.js';
import type { Instant, LocalDay } from '../kernel/index.js';
import { formatDay, formatInstant, formatPeriod, PATHS, type TextKey, type Translator } from '../web/index.js';
import type { AnswerState } from './domain/index.js';
import { requestPath } from './reserve-paths.pages.js';
import type { ReserveRequestView } from './reserve-requests.js';
import { messageOf } from './share.mail.js';

type Running = readonly { readonly id: string; readonly triggeredAt: Instant }[];

const stateText = (state: AnswerState, t: Translator): string => t(`state.answer.${state}` as TextKey & `state.answer.${AnswerState}`).toLowerCase();

function extensionText({ extension }: ReserveRequestView, t: Translator): string {
  if (!extension) return t('reserve-mail.ending.not-extended');
  return t('reserve-mail.ending.extension', { to: formatDay(extension.periodTo, t.language), answer: stateText(extension.answer, t) });
}

const runningText = (running: Running, publicUrl: string, t: Translator): string =>
  running.map(({ id, triggeredAt }) => t('reserve-mail.ending.running', { at: formatInstant(triggeredAt, t.language), url: `${publicUrl}${PATHS.activations}/${id}` })).join('\n');

const pageText = (request: ReserveRequestView, publicUrl: string, t: Translator): string => t('reserve-mail.page', { url: `${publicUrl}${requestPath(request.id)}` });

/** So many weeks before the end: PRO decides; the others know. */
export const periodEndsSoonMail = (request: ReserveRequestView, weeks: number, running: Running, decides: boolean, publicUrl: string): Content =>
  messageOf((t, language) => {
    const params = { province: request.provinceName, to: formatDay(request.periodTo, language), weeks: t.count('reserve.weeks', weeks) };
    return {
      subject: t(decides ? 'reserve-mail.ending.subject.decide' : 'reserve-mail.ending.subject.know', params),
      paragraphs: [
        t('reserve-mail.ending.what', params), t(decides ? 'reserve-mail.ending.decide' : 'reserve-mail.ending.pro-decides'), extensionText(request, t), runningText(running, publicUrl, t),
        pageText(request, publicUrl, t),
      ],
    };
  });

/** The period is over without a release, or with an activation that runs on. */
export const periodEndedMail = (request: ReserveRequestView, running: Running, publicUrl: string): Content =>
  messageOf((t, language) => {
    const params = { province: request.provinceName, to: formatDay(request.periodTo, language) };
    return {
      subject: t(running.length > 0 ? 'reserve-mail.ended.subject.running' : 'reserve-mail.ended.subject', params),
      paragraphs: [
        t('reserve-mail.ended.what', params), running.length > 0 ? `${t('reserve-mail.ended.decide-running')}\n${runningText(running, publicUrl, t)}` : t('reserve-mail.ended.decide'),
        extensionText(request, t), pageText(request, publicUrl, t),
      ],
    };
  });

/** For a municipality: the reserve is no longer needed, with a text that it can send to the owners of its buildings. */
export const releaseLetter = (request: ReserveRequestView, locations: readonly string[], on: LocalDay, publicUrl: string): Content =>
  messageOf((t, language) => {
    const params = { province: request.provinceName, on: formatDay(on, language), period: formatPeriod(request.periodFrom, request.periodTo, language), locations: locations.join(', ') };
    const letter = locations.length === 0 ? [] : [t('reserve-mail.released.locations', params), t('reserve-mail.released.owner'), t('reserve-mail.released.letter', params)];
    return { subject: t('reserve-mail.released.subject', params), paragraphs: [t('reserve-mail.released.what', params), ...letter, t('reserve-mail.released.retention', params), pageText(request, publicUrl, t)] };
  });
