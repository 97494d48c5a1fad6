import { err, ok, type Result } from '../../kernel/index.js';

export type NumberFault = 'not-a-number' | 'ambiguous-number';

const GROUPED_BY_POINTS = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/;
const GROUPED_BY_COMMAS = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
/** "1.200" is 1200 to one and 1.2 to another. */
const EITHER = /^[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * A number as people write it: "1.234,5", "1,234.5", "1234,5", "€ 12". `whole`: what looks like thousands is thousands;
 * `degrees`: nothing ever is. Of what can be both nothing is made.
 */
export function readNumber(text: string, kind: 'whole' | 'decimal' | 'degrees'): Result<number, NumberFault> {
  const [, sign, digits] = /^([+-]?)(.+)$/.exec(text.replace(/[\s€]/g, '')) ?? [];
  if (digits === undefined) return err('not-a-number');
  const value = kind === 'degrees' ? plain(digits) : grouped(digits, kind);
  return value.ok && sign === '-' ? ok(-value.value) : value;
}

function grouped(digits: string, kind: 'whole' | 'decimal'): Result<number, NumberFault> {
  if (kind === 'decimal' && EITHER.test(digits)) return err('ambiguous-number');
  if (GROUPED_BY_POINTS.test(digits)) return plain(digits.replaceAll('.', ''));
  if (GROUPED_BY_COMMAS.test(digits)) return plain(digits.replaceAll(',', ''));
  return plain(digits);
}

const plain = (digits: string): Result<number, NumberFault> =>
  /^(?:\d+[.,]?\d*|[.,]\d+)$/.test(digits) && digits.length <= 30 ? ok(Number(digits.replace(',', '.'))) : err('not-a-number');
