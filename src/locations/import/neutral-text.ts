/** What a spreadsheet program may take for a formula when it opens a CSV (OWASP, CSV Injection). */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A text that no spreadsheet program takes for a formula: with an apostrophe before it where it could. */
export const neutralised = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** What `neutralised` was given. */
export const asWritten = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** True when a cell that can say so itself has to be marked as text. */
export const looksLikeFormula = (text: string): boolean => FORMULA.test(text);

/** For a cell that is marked as text: an apostrophe only where one would be taken away again. */
export const keptApostrophe = (text: string): string => (text.startsWith("'") ? neutralised(text) : text);
