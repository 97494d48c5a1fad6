export { ConfigurationError, readEnvironment, type Environment } from './environment.js';
export { SETTINGS, type Settings } from './settings.js';
