import { LANGUAGES, type Language } from '../../kernel/index.js';

/** A message in every language. `{answerLink}` in the text is filled in when it is sent. */
export type Content = Record<Language, { subject: string; text: string }>;

/** Stands in a text where each recipient's own answer link comes. */
export const ANSWER_LINK = '{answerLink}';

export const asksForAnswerLink = (content: Content): boolean => LANGUAGES.some((language) => content[language].text.includes(ANSWER_LINK));

/** The text without the lines that hold the answer link: for whoever must not answer in the recipient's place. */
export const withoutAnswerLink = (text: string): string =>
  text.split('\n').filter((line) => !line.includes(ANSWER_LINK)).join('\n');

const perLanguage = (make: (language: Language) => { subject: string; text: string }): Content => ({ nl: make('nl'), en: make('en') });

/** The same change to the message in every language. */
export const mapContent = (
  content: Content,
  change: (message: { subject: string; text: string }, language: Language) => { subject: string; text: string },
): Content => perLanguage((language) => change(content[language], language));
