import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Random } from '../../../agent/cli/replay/random.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { FileCall } from './file-call.ts';
import { Inode } from './inode.ts';
import { drawSurvival } from './survival.ts';

type Entry = Inode | 'folder';
/** A change of one folder's names that its sync has not made durable yet: all of it lasts, or nothing. An entry that is undefined is gone. */
interface NameChange {
  folder: string;
  names: readonly (readonly [name: string, entry: Entry | undefined])[];
}

interface OpenFile {
  /** Undefined for a folder, which is opened to be synced */
  inode: Inode | undefined;
  name: string;
  position: number;
  appends: boolean;
}

/** What SQLite maps into memory. It holds an index of the log only, which the first connection after a crash builds anew. */
const sharedMemory = /-shm$/;

/**
 * A disk with one folder, as strict as POSIX lets it be: bytes are certain after a sync of their file, a name (new, gone, moved) after a sync of its folder, and of everything else any part
 * may be there after a power cut. Not modelled: a disk that lies about its syncs, and sectors that are torn inside.
 */
export class Disk {
  readonly #root: string;
  /** As the process sees it */
  readonly #names = new Map<string, Entry>();
  readonly #durableNames = new Map<string, Entry>();
  #pendingNames: NameChange[] = [];
  readonly #open = new Map<number, OpenFile>();
  readonly seen = { writes: 0, syncs: 0, truncates: 0, names: 0 };

  /** @param root the folder, empty when the recording begins and durable itself */
  constructor(root: string) {
    this.#root = root;
  }

  /** True where the call concerned this disk. @throws for one that changes a file in a way that is not modelled */
  apply(call: FileCall): boolean {
    switch (call.kind) {
      case 'open':
        return this.#opened(call);
      case 'make-folder':
        return this.#setNames([call.path, 'folder']);
      case 'unlink':
        return this.#setNames([call.path, undefined]);
      case 'rename': {
        const entry = this.#names.get(this.#nameOf(call.from) ?? '');
        return entry !== undefined && this.#setNames([call.to, entry], [call.from, undefined]);
      }
      case 'close':
        return this.#open.delete(call.fd);
      case 'write':
      case 'seek':
      case 'truncate':
      case 'sync':
      case 'unknown': {
        const file = this.#open.get(call.fd);
        if (file === undefined) return false;
        this.#change(file, call);
        return true;
      }
      default:
        return unreachable(call);
    }
  }

  /** Writes into an empty folder what a power cut at this moment could have left. */
  cutPower(random: Random, into: string): void {
    const names = new Map(this.#durableNames);
    const isOrdered = random.chance(0.5);
    const lasting = isOrdered ? this.#pendingNames.slice(0, random.between(0, this.#pendingNames.length)) : this.#pendingNames.filter(() => random.chance(0.5));
    for (const change of lasting) setEntries(names, change);
    // Folders first: a file whose folder is gone is gone with it.
    for (const [name, entry] of [...names].toSorted(([one], [other]) => one.length - other.length)) {
      const above = dirname(name);
      if (above !== '.' && names.get(above) !== 'folder') continue;
      if (entry === 'folder') mkdirSync(join(into, name));
      else writeFileSync(join(into, name), entry.contentAfter(drawSurvival(random)));
    }
  }

  #opened({ path, fd, creates, truncates, appends }: Extract<FileCall, { kind: 'open' }>): boolean {
    const name = this.#nameOf(path);
    if (name === undefined || sharedMemory.test(name)) return false;
    let entry: Entry | undefined = name === '' ? 'folder' : this.#names.get(name);
    if (entry === undefined) {
      if (!creates) throw new Error(`${name} was opened without having been created under our eyes`);
      entry = new Inode();
      this.#setNames([path, entry]);
    }
    const inode = entry === 'folder' ? undefined : entry;
    if (truncates) inode?.truncate(0);
    this.#open.set(fd, { inode, name, position: 0, appends });
    return true;
  }

  #change(file: OpenFile, call: Extract<FileCall, { fd: number }>): void {
    const { inode } = file;
    if (call.kind === 'sync') {
      this.seen.syncs += 1;
      if (inode === undefined) this.#syncNames(file.name);
      else inode.sync();
    } else if (inode === undefined || call.kind === 'unknown') {
      throw new Error(`${file.name} was changed by ${call.kind === 'unknown' ? call.call : call.kind}, which the model of the disk does not know`);
    } else if (call.kind === 'seek') {
      file.position = call.position;
    } else if (call.kind === 'truncate') {
      this.seen.truncates += 1;
      inode.truncate(call.size);
    } else if (call.kind === 'write') {
      this.seen.writes += 1;
      const offset = call.offset ?? (file.appends ? inode.size : file.position);
      inode.write(offset, call.data);
      if (call.offset === undefined) file.position = offset + call.data.length;
    }
  }

  /** The folder of the first path is the one whose sync makes the change durable. */
  #setNames(...changed: readonly [path: string, entry: Entry | undefined][]): boolean {
    const names = changed.flatMap(([path, entry]) => {
      const name = this.#nameOf(path);
      return name === undefined || sharedMemory.test(name) ? [] : [[name, entry] as const];
    });
    const [first] = names;
    if (first === undefined) return false;
    const change = { folder: dirname(first[0]), names };
    this.seen.names += 1;
    setEntries(this.#names, change);
    this.#pendingNames.push(change);
    return true;
  }

  #syncNames(folder: string): void {
    const isIn = (change: NameChange): boolean => change.folder === (folder === '' ? '.' : folder);
    for (const change of this.#pendingNames.filter(isIn)) setEntries(this.#durableNames, change);
    this.#pendingNames = this.#pendingNames.filter((change) => !isIn(change));
  }

  /** Relative to the root, '' for the root itself; undefined outside of it */
  #nameOf(path: string): string | undefined {
    const name = relative(this.#root, path);
    return name.startsWith('..') ? undefined : name;
  }
}

function setEntries(entries: Map<string, Entry>, { names }: NameChange): void {
  for (const [name, entry] of names) {
    if (entry === undefined) entries.delete(name);
    else entries.set(name, entry);
  }
}
