/**
 * Waits for `work`, but no longer than `milliseconds`. Gives true when it ended in time, well or badly; what it was waiting
 * for goes on. Whoever started the work says what becomes of its errors.
 */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(false), milliseconds); });
  const ended = work.then(() => true, () => true);
  const inTime = await Promise.race([ended, late]);
  clearTimeout(timer);
  return inTime;
}
