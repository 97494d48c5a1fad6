import { describe, expect, it } from '@jest/globals';
import { parseOptions } from '@node-rs/argon2';
import { SIGN_IN_POLICY } from '../../config/sign-in.js';
import { hashPassword, passwordFits } from './passwords.js';

describe('passwords', () => {
  it('are hashed with Argon2id and the parameters of the policy, each with a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$/);
    expect(parseOptions(one!)).toMatchObject(SIGN_IN_POLICY.passwordHash.value);
    expect(one).not.toBe(two);
  });

  it('fit their own hash only', async () => {
    const hash = await hashPassword('één wachtwoord');
    expect(await passwordFits('één wachtwoord', hash)).toBe(true);
    expect(await passwordFits('één wachtwoord'.normalize('NFD'), hash)).toBe(true);
    expect(await passwordFits('een wachtwoord', hash)).toBe(false);
    expect(await passwordFits('', hash)).toBe(false);
  });

  it('never fit an account that is not there', async () => {
    expect(await passwordFits('', undefined)).toBe(false);
    expect(await passwordFits('één wachtwoord', undefined)).toBe(false);
  });

  it('take as much work for an account that is not there: who listens to the clock learns nothing', async () => {
    const hash = await hashPassword('één wachtwoord');
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    // In turns, so that a machine that gets busy halfway slows both.
    for (let turn = 0; turn < 9; turn += 1) {
      times.known.push(await milliseconds(() => passwordFits('fout', hash)));
      times.unknown.push(await milliseconds(() => passwordFits('fout', undefined)));
    }
    const ratio = medianOf(times.unknown) / medianOf(times.known);
    // Without the work the ratio would be a hundredth; a busy machine does not make that much of a difference.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });
});

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
