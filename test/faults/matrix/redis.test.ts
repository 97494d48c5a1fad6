import { describeWithRedis } from '../../support/redis.js';
import { playQuickRows } from './quick.js';

describeWithRedis('a fault, with the queue on Redis', () => playQuickRows('redis'));
