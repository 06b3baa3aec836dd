import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { Survival } from './survival.ts';

/** What was written since the last sync, in order: bytes at an offset, or a new size. */
type Change = { offset: number; data: Buffer } | { size: number };

const sectorBytes = 512;

/** The content of one file: what the disk has for certain, and what only the operating system has. */
export class Inode {
  readonly #durable = new GrowingBytes();
  #pending: Change[] = [];
  /** As the process sees it, pending changes and all */
  size = 0;

  write(offset: number, data: Buffer): void {
    if (data.length === 0) return;
    this.#pending.push({ offset, data });
    this.size = Math.max(this.size, offset + data.length);
  }

  truncate(size: number): void {
    this.#pending.push({ size });
    this.size = size;
  }

  /** fsync and fdatasync: everything written so far is on the disk. */
  sync(): void {
    for (const change of this.#pending) this.#durable.apply(change);
    this.#pending = [];
  }

  /** The bytes after a power cut. Sectors are written whole or not at all. */
  contentAfter(survival: Survival): Buffer {
    const bytes = this.#durable.copy(survival.holes);
    const cut = survival.kind === 'torn' ? survival.random.between(0, this.#pending.length) : this.#pending.length;
    for (const [index, change] of this.#pending.slice(0, cut).entries()) {
      switch (survival.kind) {
        case 'dropped':
          break;
        case 'kept':
          bytes.apply(change);
          break;
        case 'torn':
          if (index < cut - 1) bytes.apply(change);
          else applyPart(bytes, change, survival);
          break;
        case 'scattered':
          applyPart(bytes, change, survival);
          break;
        default:
          unreachable(survival.kind);
      }
    }
    return bytes.toBuffer();
  }
}

function applyPart(bytes: GrowingBytes, change: Change, { random, share }: Survival): void {
  if ('size' in change) {
    if (random.chance(share)) bytes.apply(change);
    return;
  }
  const { offset, data } = change;
  for (let start = 0; start < data.length;) {
    const end = Math.min(data.length, start + sectorBytes - ((offset + start) % sectorBytes));
    if (random.chance(share)) bytes.apply({ offset: offset + start, data: data.subarray(start, end) });
    start = end;
  }
}

/** Fills the bytes by which a file grew without their being written. */
type FillHole = (hole: Buffer) => void;

class GrowingBytes {
  #bytes = Buffer.alloc(0);
  #size = 0;
  #fillHole: FillHole = (hole) => void hole.fill(0);

  copy(fillHole: FillHole): GrowingBytes {
    const copied = new GrowingBytes();
    copied.#bytes = Buffer.from(this.toBuffer());
    copied.#size = this.#size;
    copied.#fillHole = fillHole;
    return copied;
  }

  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }

  apply(change: Change): void {
    if ('size' in change) {
      this.#resize(change.size);
      return;
    }
    const end = change.offset + change.data.length;
    if (end > this.#size) this.#resize(end);
    change.data.copy(this.#bytes, change.offset);
  }

  #resize(size: number): void {
    if (size > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(size, this.#bytes.length * 2));
      this.toBuffer().copy(grown);
      this.#bytes = grown;
    }
    if (size > this.#size) this.#fillHole(this.#bytes.subarray(this.#size, size));
    this.#size = size;
  }
}
