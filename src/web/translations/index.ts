export { CATALOGUE, type TextKey } from './catalogue.js';
export { translator, type CountedKey, type Translator } from './translator.js';
