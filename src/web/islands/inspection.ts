// For the steps of an inspection: bundled to /public/inspection.js.
import './draft-saver.js';
import './wait-for-line.js';
