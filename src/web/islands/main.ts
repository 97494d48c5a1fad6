// The one entry that every page loads: bundled to /public/main.js.
import './error-summary.js';
import './file-limit.js';
import './form-guard.js';
import './live-board.js';
import './live-countdown.js';
