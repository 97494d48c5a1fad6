import type { NextFunction, Request, Response } from 'express';

/** How long and how much a request may go on after its answer: enough for the answer to arrive, on a slow line and on a fast one. */
const LINGER_MS = 5000;
const LINGER_BYTES = 64 * 1024 * 1024;
const LOOK_EVERY_MS = 50;

/**
 * For an answer that goes out before the whole request has come in: too large, not signed in. Hanging up at once would
 * destroy the answer on its way; reading on to the end would let anybody keep us reading. So: a little longer, then the
 * line is cut.
 */
export function endEarlyAnswers(request: Request, response: Response, next: NextFunction): void {
  response.once('finish', () => {
    if (!request.complete) linger(request);
  });
  next();
}

function linger(request: Request): void {
  const { socket } = request;
  const before = socket.bytesRead;
  let waited = 0;
  const look = setInterval(() => {
    waited += LOOK_EVERY_MS;
    if (waited >= LINGER_MS || socket.bytesRead - before > LINGER_BYTES) socket.destroy();
  }, LOOK_EVERY_MS);
  const stop = (): void => clearInterval(look);
  socket.once('close', stop);
  request.once('end', stop);
  request.unpipe();
  request.resume();
}
