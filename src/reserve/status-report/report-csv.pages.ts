import type { CsvLine } from '../../locations/index.js';
import type { Translator } from '../../web/index.js';
import type { SpreadFigures } from '../domain/index.js';
import { changeText } from './change-words.pages.js';
import type { StatusReport } from './status-report-reader.js';

const FIGURES = ['asked', 'promised', 'verified', 'expiring', 'refused'] as const satisfies readonly (keyof SpreadFigures)[];

const text = (value: string) => ({ kind: 'text', text: value }) as const;
const number = (value: number) => ({ kind: 'number', value }) as const;

/** What stands above the columns of the report as CSV. */
export function reportHeader(t: Translator): string[] {
  const names = FIGURES.map((key) => t(`reserve.spread.${key}`));
  const differences = names.map((figure) => t('report.csv.difference', { figure: figure.toLowerCase() }));
  return [t('report.date'), t('report.since'), t('word.province'), t('word.municipality'), t('report.csv.code'), t('reserve.answer'), ...names, ...differences, t('report.csv.changes')];
}

/** A line per municipality with all its changes, and no address. */
export const reportCsvLines = ({ request, date, since, lines }: StatusReport, t: Translator): CsvLine[] =>
  lines.map(({ municipality, answer, figures, difference, changes }) => [
    { kind: 'day', day: date }, since === null ? undefined : { kind: 'day', day: since }, text(request.provinceName), text(municipality.name), text(municipality.code ?? ''),
    text(answer === null ? t('reserve.spread.unasked') : t(`state.commitment.${answer === 'asked' ? 'awaited' : answer}`)),
    ...FIGURES.map((key) => number(figures[key])), ...FIGURES.map((key) => (difference ? number(difference[key]) : undefined)),
    text(changes.map((change) => changeText(change, t)).join('; ')),
  ]);
