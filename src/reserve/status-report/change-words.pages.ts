import { formatNumber, type Translator } from '../../web/index.js';
import type { ReportChange } from '../domain/index.js';

/** One change in words, without the municipality and without an address: "De Veenrand telt niet meer mee (30 plekken): schouw verlopen". */
export function changeText(change: ReportChange, t: Translator): string {
  const number = (value: number): string => formatNumber(value, t.language);
  switch (change.kind) {
    case 'asked':
      return t('report.change.asked', { from: number(change.from), to: number(change.to) });
    case 'answered':
      // What is only asked is no answer; the compiler does not know that.
      return t(`report.change.answered.${change.answer === 'asked' ? 'given' : change.answer}`, { from: number(change.from), to: number(change.to) });
    case 'location-places':
      return t('report.change.location-places', { name: change.name, from: number(change.from), to: number(change.to) });
    case 'location-stopped': {
      const causes = change.causes.map(({ label }) => t.of(label).toLowerCase()).filter((label, index, all) => all.indexOf(label) === index).join(', ');
      return t('report.change.location-stopped', { name: change.name, places: t.count('word.places', change.places), causes: causes || t('report.change.no-cause') });
    }
    default:
      return t(`report.change.${change.kind}`, { name: change.name, places: t.count('word.places', change.places) });
  }
}
