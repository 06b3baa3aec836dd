/** Writing and reading of the return code's bytes (docs/spec/return-code.md). */

/** What a reader finds where bytes are missing, too many, or no value that the writer makes. */
export class CodeMalformed extends Error {
  override readonly name = 'CodeMalformed';
}

const utf8 = new TextEncoder();
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const digitsPattern = /^[0-9]{1,18}$/;
const maxText = 127;
const digitsMark = 0x80;

export interface ByteWriter {
  byte(value: number): void;
  /** Four bytes, the highest first */
  u32(value: number): void;
  /** An integer from 0 to 2^53 − 1, seven bits a byte, the lowest first */
  number(value: number): void;
  /** A UUID in 16 bytes, digits as a number with their count, any other text as UTF-8 of at most 127 bytes */
  text(value: string): void;
  bytes(value: Uint8Array): void;
  done(): Uint8Array;
}

export function createWriter(): ByteWriter {
  const out: number[] = [];
  const number = (value: number): void => {
    let left = value;
    while (left >= 0x80) {
      out.push((left % 0x80) + 0x80);
      left = Math.floor(left / 0x80);
    }
    out.push(left);
  };
  return {
    byte: (value) => void out.push(value),
    u32: (value) => void out.push(Math.floor(value / 2 ** 24) % 256, Math.floor(value / 2 ** 16) % 256, Math.floor(value / 256) % 256, value % 256),
    number,
    text: (value) => {
      if (uuidPattern.test(value)) {
        out.push(0, ...bytesOfHex(value.replaceAll('-', '')));
        return;
      }
      const asNumber = Number(value);
      if (digitsPattern.test(value) && Number.isSafeInteger(asNumber)) {
        out.push(digitsMark + value.length);
        number(asNumber);
        return;
      }
      const encoded = utf8.encode(value);
      if (encoded.length === 0 || encoded.length > maxText) throw new RangeError(`a return code holds texts of 1 to ${maxText} bytes, not of ${encoded.length}`);
      out.push(encoded.length, ...encoded);
    },
    bytes: (value) => void out.push(...value),
    done: () => Uint8Array.from(out),
  };
}

export interface ByteReader {
  byte(): number;
  u32(): number;
  number(): number;
  text(): string;
  bytes(length: number): Uint8Array;
  /** Where the next byte lies */
  at(): number;
  /** @throws CodeMalformed where anything is left */
  end(): void;
}

/** All of it throws `CodeMalformed`. */
export function createReader(from: Uint8Array): ByteReader {
  let at = 0;
  const bytes = (length: number): Uint8Array => {
    if (at + length > from.length) throw new CodeMalformed('bytes are missing');
    at += length;
    return from.subarray(at - length, at);
  };
  const byte = (): number => bytes(1)[0] ?? 0;
  const number = (): number => {
    let value = 0;
    for (let weight = 1; weight <= Number.MAX_SAFE_INTEGER; weight *= 0x80) {
      const next = byte();
      value += (next % 0x80) * weight;
      if (next < 0x80) {
        if (!Number.isSafeInteger(value) || (next === 0 && weight > 1)) break;
        return value;
      }
    }
    throw new CodeMalformed('a number is too large, or longer than it need be');
  };
  return {
    byte,
    u32: () => byte() * 2 ** 24 + byte() * 2 ** 16 + byte() * 256 + byte(),
    number,
    text: () => {
      const head = byte();
      if (head === 0) return uuidOf(bytes(16));
      if (head <= maxText) return readUtf8(bytes(head));
      const digits = String(number()).padStart(head - digitsMark, '0');
      if (digits.length !== head - digitsMark) throw new CodeMalformed('digits are miscounted');
      return digits;
    },
    bytes,
    at: () => at,
    end: () => {
      if (at !== from.length) throw new CodeMalformed('there are more bytes than the code has');
    },
  };
}

function readUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CodeMalformed('a text is no UTF-8');
  }
}

function uuidOf(bytes: Uint8Array): string {
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
