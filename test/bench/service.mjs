// The built service on a free port, as the web role: `node test/bench/service.mjs <application's database url>`. Prints its port.
import { tmpdir } from 'node:os';

const [databaseUrl] = process.argv.slice(2);
const { createApplication } = await import('../../dist/src/application.js');
const { ENTITIES } = await import('../../dist/src/entities.js');
const { connect } = await import('../../dist/src/platform/connect.js');
const settings = {
  production: false, role: 'web', host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1', databaseUrl, databaseDirectUrl: databaseUrl, redisUrl: undefined, smtpUrl: undefined,
  mailFrom: 'Achter de Hand <dienst@achterdehand.example>', appSecret: 'secret-of-the-bench-0123456789abcdef', dataDir: tmpdir(), demoData: false, embeddedDatabase: false, trustProxy: false, sweepSeconds: 5,
};
const app = await createApplication(settings, await connect(settings, ENTITIES), 'error');
await app.listen(0, '127.0.0.1');
console.log(JSON.stringify({ port: app.getHttpServer().address().port }));
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
