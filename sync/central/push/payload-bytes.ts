import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';

/** An operation without its payload, as the first line of a push names it. */
export type Envelope = Omit<StoredOperation, 'payload'>;

/**
 * An operation whose payload came as bytes, which are UTF-8 without U+0000. The text is made when it is asked for, and forgotten again: pushes that wait for their turn lie beside the heap
 * as the bytes that came, and a payload that is read, priced and stored as bytes never grows old in it.
 * It is no field of the object's own, so a copy has none; and all of them are of one class: with a getter of its own each would be a dictionary.
 */
class ArrivedOperation implements StoredOperation {
  readonly seq: number;
  readonly opId: string;
  readonly kind: string;
  readonly schema: number;
  readonly atMs: number;
  readonly wallMs: number;
  readonly clock: StoredOperation['clock'];
  readonly prev: string;
  readonly hash: string;
  readonly #bytes: Buffer;

  constructor({ seq, opId, kind, schema, atMs, wallMs, clock, prev, hash }: Envelope, bytes: Buffer) {
    this.seq = seq;
    this.opId = opId;
    this.kind = kind;
    this.schema = schema;
    this.atMs = atMs;
    this.wallMs = wallMs;
    this.clock = clock;
    this.prev = prev;
    this.hash = hash;
    this.#bytes = bytes;
  }

  get payload(): string {
    return this.#bytes.toString('utf8');
  }

  static bytesOf(operation: StoredOperation): Uint8Array | undefined {
    return #bytes in operation ? operation.#bytes : undefined;
  }
}

export function arrivedOperation(envelope: Envelope, bytes: Buffer): StoredOperation {
  return new ArrivedOperation(envelope, bytes);
}

/** Undefined where the payload came as text. */
export function arrivedBytes(operation: StoredOperation): Uint8Array | undefined {
  return ArrivedOperation.bytesOf(operation);
}

/** The payload in UTF-8. */
export function payloadBytes(operation: StoredOperation): Uint8Array {
  return arrivedBytes(operation) ?? Buffer.from(operation.payload, 'utf8');
}
