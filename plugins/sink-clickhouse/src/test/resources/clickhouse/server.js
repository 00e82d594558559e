// ClickHouse's HTTP interface, as much as the sink uses, over the real engine of the npm package chdb. Loopback only.
// Users are the shim's own: chdb has none. Statements run one after another.
const http = require('http'), zlib = require('zlib');
const { Session } = require('chdb');
const session = new Session(process.argv[3]);
const secrets = { headrace: 'write-secret-1', reader: 'read-secret-1' };
let denied = false, throttled = false, full = false, chain = Promise.resolve();
const fail = (res, status, code, name) => {
  res.writeHead(status, { 'X-ClickHouse-Exception-Code': String(code) });
  res.end(`Code: ${code}. DB::Exception: (${name})`);
};
http.createServer((req, res) => {
  const chunks = [];
  req.on('error', () => {});
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    const path = new URL(req.url, 'http://x').pathname;
    if (path.startsWith('/shim/')) {
      const [, , name, value] = path.split('/');
      if (name === 'denied') denied = value === 'on';
      if (name === 'throttled') throttled = value === 'on';
      if (name === 'full') full = value === 'on';
      return res.end('Ok.\n');
    }
    chain = chain.then(async () => {
      const user = req.headers['x-clickhouse-user'] || 'default';
      if (secrets[user] !== req.headers['x-clickhouse-key']) return fail(res, 403, 516, 'AUTHENTICATION_FAILED');
      let body = Buffer.concat(chunks);
      try {
        if (req.headers['content-encoding'] === 'gzip') body = zlib.gunzipSync(body);
      } catch (e) {
        return fail(res, 400, 33, 'CANNOT_READ_ALL_DATA');
      }
      const sql = body.toString('utf8');
      const insert = sql.startsWith('INSERT') && user === 'headrace';
      if (insert && denied) return fail(res, 500, 497, 'ACCESS_DENIED');
      if (insert && throttled) return fail(res, 500, 252, 'TOO_MANY_PARTS');
      if (insert && full) return fail(res, 500, 243, 'NOT_ENOUGH_SPACE');
      if (sql.startsWith('CHECK GRANT')) return res.end('1\n');
      try {
        const result = await session.queryAsync(sql, { format: 'TSV' });
        res.end(Buffer.from(result.bytes ? result.bytes() : result.text()));
      } catch (e) {
        const said = /Code: (\d+)\./.exec(String(e.message));
        const code = e.clickhouseCode || (said ? +said[1] : 0);
        res.writeHead(code === 60 ? 404 : 500, { 'X-ClickHouse-Exception-Code': String(code) });
        res.end(`Code: ${code}. DB::Exception: ${e.message}`);
      }
    });
  });
}).listen(+process.argv[2], '127.0.0.1', function () { console.log('PORT ' + this.address().port); });
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
