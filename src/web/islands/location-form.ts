// For the page on which a location is registered or changed: bundled to /public/location-form.js.
import './address-search.js';
import './draft-saver.js';
