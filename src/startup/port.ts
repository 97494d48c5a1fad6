import { createServer } from 'node:net';

/** The port is taken, or may not be used. */
export class PortUnavailable extends Error {
  constructor(host: string, port: number, code: string) {
    super(
      code === 'EADDRINUSE'
        ? `Port ${port} on ${host} is in use by another program: stop that program, or choose another port with PORT=3001 npm start.`
        : `Port ${port} on ${host} cannot be used (${code}): choose another with PORT and HOST.`,
    );
    this.name = 'PortUnavailable';
  }
}

/** Tries the port before the slow steps; throws PortUnavailable with one clear sentence. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => reject(new PortUnavailable(host, port, error.code ?? 'unknown')));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}
