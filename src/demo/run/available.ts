import { DemoDiffers, type DemoClient } from './client.js';
import type { ReserveRequest } from './shapes.js';

type Step = { from: string; places: number; status: string };
type Day = { at: string; requested: number; ready: number; short: number };
type Coverage = { days: Day[]; locations: { name: string; steps: Step[] }[] };

/** Shows building by building how the usable places add up to what was asked, and what does not count. */
export async function showAvailable(client: DemoClient, request: ReserveRequest, say: (line: string) => void): Promise<void> {
  const { serverNow } = await client.get<{ serverNow: string }>('ministry', '/activations');
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(new Date(serverNow));
  const { days, locations } = await client.get<Coverage>('ministry', `/coverage?reserveRequestId=${request.id}&from=${today}&to=${today}`);
  const day = days[0];
  if (!day) throw new DemoDiffers('There is no coverage for today.');
  let sum = 0;
  for (const { name, steps } of locations) {
    const { places, status } = steps.findLast(({ from }) => from <= day.at)!;
    const counts = status === 'ready' || status === 'ready-expiring';
    if (counts) sum += places;
    say(`  ${name.padEnd(34)} ${counts ? `${String(places).padStart(3)} places, together ${sum}` : `  0 places: ${status}`}`);
  }
  say(`  Usable tonight: ${day.ready} of ${day.requested}.`);
  if (day.ready !== sum || day.ready < 100 || day.short !== 0) throw new DemoDiffers(`${day.ready} places are usable instead of at least 100.`);
}
