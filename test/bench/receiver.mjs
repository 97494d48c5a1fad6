// A mail server in a process of its own: `node test/bench/receiver.mjs <milliseconds before each 250>`. Prints its port, then the
// time (epoch, ms) of each message it took, and at SIGUSR2 the most connections it had at once.
import { SMTPServer } from 'smtp-server';

const delayMs = Number(process.argv[2] ?? 0);
let open = 0;
let most = 0;
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false,
  onConnect: (_session, done) => {
    open += 1;
    most = Math.max(most, open);
    done();
  },
  onClose: () => { open -= 1; },
  onData: (stream, _session, done) => {
    stream.resume();
    stream.once('end', () => {
      const accept = () => {
        process.stdout.write(`at ${Date.now()}\n`);
        done();
      };
      if (delayMs > 0) setTimeout(accept, delayMs);
      else accept();
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${server.server.address().port}\n`));
process.on('SIGUSR2', () => {
  process.stdout.write(`most ${most}\n`);
  most = open;
});
