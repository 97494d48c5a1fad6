import { describe } from '@jest/globals';
import { playQuickRows } from './quick.js';

describe('a fault, with the queue on PostgreSQL', () => playQuickRows('postgres'));
