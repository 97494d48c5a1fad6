export { Claimer, type Claim, type ClaimerParts, type Claims, type Pace } from './claimer.js';
