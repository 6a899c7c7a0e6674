// Required by a backend that is watched: writes down each connection and look-up of a name, one line each.
const { appendFileSync } = require('node:fs');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

const file = process.env.PROOF_CONNECTIONS;

function write(kind, target) {
  appendFileSync(file, `${kind} ${target}\n`);
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function recorded(...args) {
  // What net.connect has put in order already comes as one list.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options =
    typeof first === 'object' ? first : { port: first, host: second };
  write(
    'connect',
    options.path ?? `${options.host ?? 'localhost'}:${options.port}`,
  );
  return connect.apply(this, args);
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function recorded(...args) {
  write('datagram', args.filter(arg => typeof arg !== 'object').join(' '));
  return send.apply(this, args);
};

for (const door of [
  dns,
  dns.promises,
  dns.Resolver.prototype,
  dns.promises.Resolver.prototype,
]) {
  for (const name of Object.keys(door)) {
    if (
      !/^(lookup|resolve|reverse)/.test(name) ||
      typeof door[name] !== 'function'
    ) {
      continue;
    }
    const original = door[name];
    door[name] = function recorded(host, ...args) {
      write('lookup', host);
      return original.call(this, host, ...args);
    };
  }
}
