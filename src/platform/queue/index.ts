export { EvictionPolicyError, QueueBackend, type WakeUpJob } from './queue-backend.js';
export { QUEUES, WakeUps } from './wake-ups.js';
