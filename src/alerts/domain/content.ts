import { LANGUAGES, type Language } from '../../kernel/index.js';

/** `calendar`: a calendar file (RFC 5545) that goes with it; kept with the message, so that a repeat carries the same. */
export type Message = { subject: string; text: string; calendar?: string };

/** A message in every language. A mark of a link in the text (`{answerLink}`) is filled in when it is sent. */
export type Content = Record<Language, Message>;

/**
 * What a recipient's own link is good for: answering an alert, confirming that nothing has changed, or that a test message was read.
 * One link does one thing.
 */
export const LINK_PURPOSES = ['answer', 'confirm', 'verify'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** What stands in a text where each recipient's own link comes. */
export const LINK_MARKS: Readonly<Record<LinkPurpose, string>> = { answer: '{answerLink}', confirm: '{confirmLink}', verify: '{verificationLink}' };

/** The links that a message asks for. */
export const linksAskedFor = (content: Content): LinkPurpose[] =>
  LINK_PURPOSES.filter((purpose) => LANGUAGES.some((language) => content[language].text.includes(LINK_MARKS[purpose])));

/** The text with each mark replaced by its link. */
export const withLinks = (text: string, linkOf: (purpose: LinkPurpose) => string): string =>
  LINK_PURPOSES.reduce((filled, purpose) => filled.replaceAll(LINK_MARKS[purpose], () => linkOf(purpose)), text);

/** The text without the lines that hold a link: for whoever must not answer in the recipient's place. */
export const withoutLinks = (text: string): string =>
  text.split('\n').filter((line) => !LINK_PURPOSES.some((purpose) => line.includes(LINK_MARKS[purpose]))).join('\n');

const perLanguage = (make: (language: Language) => Message): Content => ({ nl: make('nl'), en: make('en') });

/** The same change to the message in every language. */
export const mapContent = (content: Content, change: (message: Message, language: Language) => Message): Content =>
  perLanguage((language) => change(content[language], language));

/** The calendar file of a message, for a message that stands in for it. */
export const calendarOf = ({ calendar }: Message): Pick<Message, 'calendar'> => (calendar === undefined ? {} : { calendar });
