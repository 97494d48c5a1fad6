export { Claimer, type Claim, type ClaimerParts, type Claims, type Outcomes, type Pace } from './claimer.js';
