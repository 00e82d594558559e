// kinesalite, made right for the CBOR that the AWS SDK speaks, and bound to loopback.
// 1. its CBOR encoder stops at a high-water mark of 16 KiB; 2. blobs that came as CBOR reached its store as
// {type: 'Buffer'}; 3. in CBOR a timestamp is milliseconds, in JSON it is seconds.
const cbor = require('cbor');
const encodeOne = cbor.Encoder.encodeOne;
const decode = cbor.Decoder.decodeFirstSync;

const isObject = (value) => value && typeof value === 'object' && value.constructor === Object;
const texts = (value) => Buffer.isBuffer(value) ? value.toString('base64')
  : Array.isArray(value) ? value.map(texts)
  : isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, it]) => [name, texts(it)]))
  : value;
const blobs = (value) => Array.isArray(value) ? value.map(blobs)
  : value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([name, it]) => [name,
        name === 'Data' ? Buffer.from(it, 'base64') : /Timestamp$/.test(name) ? Math.round(it * 1000) : blobs(it)]))
  : value;

cbor.Decoder.decodeFirstSync = (bytes, options) => texts(decode.call(cbor.Decoder, bytes, options));
cbor.Encoder.encodeOne = (value) => encodeOne.call(cbor.Encoder, blobs(value), { highWaterMark: 64 << 20 });

const server = require('kinesalite')({ createStreamMs: 10, deleteStreamMs: 10, updateStreamMs: 10, shardLimit: 100 });
server.listen(0, '127.0.0.1', () => console.log('PORT ' + server.address().port));

// Ends with the process that holds its input.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
