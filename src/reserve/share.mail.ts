import type { Content } from '../alerts/index.js';
import { LANGUAGES, type Language } from '../kernel/index.js';
import { formatNumber, formatPeriod, translator, type Translator } from '../web/index.js';
import { spreadPath } from './reserve-paths.pages.js';
import type { ReserveRequestView } from './reserve-requests.js';
import type { ShareView } from './reserve-shares.js';

/** A message in every language; blank lines between paragraphs, those that are empty left out. */
export function messageOf(render: (t: Translator, language: Language) => { readonly subject: string; readonly paragraphs: readonly string[] }): Content {
  const entries = LANGUAGES.map((language) => {
    const { subject, paragraphs } = render(translator(language), language);
    return [language, { subject, text: `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n` }] as const;
  });
  return Object.fromEntries(entries) as Content;
}

const pageLine = (t: Translator, publicUrl: string, requestId: string): string => t('reserve-mail.page', { url: `${publicUrl}${spreadPath(requestId)}` });

/** For a municipality: so many places are asked of it, in this period, and how it can answer. */
export const shareAskedMail = (request: ReserveRequestView, placesAsked: number, publicUrl: string): Content =>
  messageOf((t, language) => {
    const places = t.count('word.places', placesAsked);
    const params = { province: request.provinceName, places, period: formatPeriod(request.periodFrom, request.periodTo, language) };
    return {
      subject: t('reserve-mail.asked.subject', params),
      paragraphs: [t('reserve-mail.asked.intro', params), t('reserve-mail.asked.answer'), t('reserve-mail.asked.right'), pageLine(t, publicUrl, request.id)],
    };
  });

/** For the province: what a municipality answered. */
export const shareAnsweredMail = (request: ReserveRequestView, share: ShareView, publicUrl: string): Content =>
  messageOf((t, language) => {
    const { municipalityName: municipality, placesAsked, placesPromised, conditions, reason } = share;
    const number = (value: number | null): string => formatNumber(value ?? 0, language);
    const promised = placesPromised === null ? '' : t('reserve-mail.answered.places', { promised: number(placesPromised), asked: number(placesAsked) });
    return {
      subject: t(share.answer === 'refused' ? 'reserve-mail.answered.subject.refused' : 'reserve-mail.answered.subject.given', { municipality, places: t.count('word.places', placesPromised ?? placesAsked) }),
      paragraphs: [
        share.answer === 'refused' ? t('reserve-mail.answered.refused', { municipality, asked: number(placesAsked), reason: reason ?? '' }) : `${t('reserve-mail.answered.given', { municipality })} ${promised}`,
        conditions === null ? '' : t('reserve-mail.answered.conditions', { conditions }),
        pageLine(t, publicUrl, request.id),
      ],
    };
  });
