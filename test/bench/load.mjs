// Requests over kept connections, as many at once as asked for, for as long, or as often, as asked for.
import { Agent, get } from 'node:http';

/** Requests per second that were answered with 200. Throws on any other answer. */
export async function requestsPerSecond(url, { headers = {}, connections = 8, seconds = 60, requests = Infinity } = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const began = performance.now();
  const until = began + seconds * 1000;
  let answered = 0;
  const worker = async () => {
    while (performance.now() < until && answered < requests) {
      answered += 1;
      await once(url, { agent, headers });
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  return answered / took;
}

function once(url, options) {
  return new Promise((resolve, reject) => {
    get(url, options, (response) => {
      response.resume();
      response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}.`))));
    }).once('error', reject);
  });
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
