export { Forgetter } from './forgetter.js';
