import { setImmediate as othersFirst } from 'node:timers/promises';
import { formatInstant, type Translator } from '../web/index.js';
import type { NamedReport } from './after-action-reader.js';
import { type Cell, sectionsOf, titleOf, Words } from './after-action-words.pages.js';
import { PdfSheet } from './pdf-sheet.js';

const plain = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** The report as the page has it, on paper: its tables instead of its drawings. An exercise says so on every page. */
export async function afterActionPdf(report: NamedReport, t: Translator, ownPart: boolean): Promise<Buffer> {
  const heading = titleOf(report, t);
  const sheet = new PdfSheet({
    title: `${t('after.title')}, ${heading}`, product: t('common.product'), language: t.language, madeAt: report.madeAt,
    mark: report.activation.exercise ? `${t('exercise.word')}. ${t('exercise.explanation')}` : null,
    foot: (n, total) => t('after.page', { n, total }),
  });
  sheet.heading(1, `${t('after.title')}, ${heading}`);
  sheet.paragraph(ownPart ? `${t('after.lead')} ${t('after.own-part')}` : t('after.lead'));
  for (const { title, status, paragraphs, facts, tables } of sectionsOf(new Words(report, t))) {
    // Laying pages out takes a tenth of a second: clocks and triggers of others need not wait for all of it.
    await othersFirst();
    sheet.heading(2, status ? `${title}: ${plain(status)}` : title);
    for (const text of paragraphs) sheet.paragraph(text);
    if (facts) sheet.facts(facts);
    for (const { caption, headers, rows } of tables) sheet.table({ caption: caption === title ? null : caption, headers, rows: rows.map((row) => row.map(plain)) });
  }
  sheet.paragraph(t('after.made', { at: formatInstant(report.madeAt, t.language) }));
  return sheet.bytes();
}
