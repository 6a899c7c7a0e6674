import { gunzipSync, inflateSync } from 'node:zlib';

/** A secret, and how it is called where it is found. */
export interface Canary {
  name: string;
  value: string;
}

/** The secrets that stand in some bytes, however they are spelt there, or within what is compressed there. */
export function secretsIn(bytes: Buffer, canaries: Canary[]): string[] {
  const texts = [bytes, ...unpacked(bytes)];
  return canaries
    .filter(({ value }) =>
      spellings(value).some(spelling =>
        texts.some(text => text.includes(spelling)),
      ),
    )
    .map(({ name }) => name);
}

const known = new Map<string, string[]>();

/** How a value may be written down: plain, as JSON, in a URL, as hex, or as base64 within something longer. */
export function spellings(value: string): string[] {
  let spelt = known.get(value);
  if (!spelt) {
    spelt = spell(value);
    known.set(value, spelt);
  }
  return spelt;
}

function spell(value: string): string[] {
  const bytes = Buffer.from(value);
  const json = jsonText(value);
  const base64 = [0, 1, 2].map(offset => base64Within(bytes, offset));
  return [
    ...new Set([
      value,
      json,
      jsonText(json),
      encodeURIComponent(value),
      encodeURIComponent(encodeURIComponent(value)),
      new URLSearchParams({ value }).toString().slice('value='.length),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      ...base64,
      ...base64.map(encodeURIComponent),
      ...base64.map(text => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ];
}

function jsonText(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** What does not depend on the bytes before and after, when so many stand before it in a group of three. */
function base64Within(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const start = offset === 0 ? 0 : offset + 1;
  const spare = (bytes.length + offset) % 3;
  const end = text.length - (spare === 0 ? 0 : 4);
  return text.slice(start, end);
}

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);

/** Everything in it that can be unpacked, however deep. */
function unpacked(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (
    let at = bytes.indexOf(GZIP);
    at !== -1;
    at = bytes.indexOf(GZIP, at + 1)
  ) {
    const inner = tried(() => gunzipSync(bytes.subarray(at)));
    if (inner) found.push(inner, ...unpacked(inner));
  }
  const inflated =
    bytes[0] === 0x78 ? tried(() => inflateSync(bytes)) : undefined;
  return inflated ? [...found, inflated] : found;
}

function tried(unpack: () => Buffer): Buffer | undefined {
  try {
    return unpack();
  } catch {
    // The magic number stood there by chance.
    return undefined;
  }
}
