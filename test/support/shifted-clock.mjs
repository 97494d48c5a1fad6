// Loaded before the service (`node --import`): the clock of the process is off by the first of CLOCK_SHIFTS (seconds, with
// commas), as on a machine that was not set right, and jumps to the next one at each SIGUSR2. Timers run as usual, and the
// database's clock is untouched.
const shifts = process.env.CLOCK_SHIFTS.split(',').map((seconds) => Number(seconds) * 1000);
const RealDate = Date;
let shift;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [RealDate.now() + shift] : parts));
  }

  static now() {
    return RealDate.now() + shift;
  }
};

function jump() {
  shift = shifts.shift() ?? shift;
  console.log(`The clock of this process is off by ${shift / 1000} seconds.`);
}

process.on('SIGUSR2', jump);
jump();
