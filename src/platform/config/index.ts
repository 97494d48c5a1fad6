export { ConfigurationError, readEnvironment, type Environment } from './environment.js';
export { gatewayOf, type Gateway } from './gateway.js';
export { SETTINGS, type Settings } from './settings.js';
