// What a list costs without a service around it: node:http and pg, the same statements in the same order, the same bytes.
// `node test/bench/bare-server.mjs <database url> <file with { statements: [[sql, parameters]], body }>`. Prints its port.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import pg from 'pg';

const [url, file] = process.argv.slice(2);
const { statements, body } = JSON.parse(await readFile(file, 'utf8'));
const bytes = Buffer.from(body);
const pool = new pg.Pool({ connectionString: url, max: 10 });
const server = createServer((request, response) => {
  answer(response).catch((error) => response.writeHead(500).end(String(error)));
});

async function answer(response) {
  for (const [sql, parameters] of statements) await pool.query(sql, parameters);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length }).end(bytes);
}

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
process.once('SIGTERM', () => process.exit(0));
