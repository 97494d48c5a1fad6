export { DemoModule } from './demo.module.js';
export { DemoData } from './demo-data.js';
export type { DemoCredential } from './demo-credentials.js';
