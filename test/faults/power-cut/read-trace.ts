import type { FileCall } from './file-call.ts';

/** The calls that a trace must contain (`strace -e trace=`). */
export const tracedCalls = [
  'openat', 'close', 'write', 'pwrite64', 'lseek', 'ftruncate', 'fsync', 'fdatasync', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'mkdir', 'mkdirat', 'mmap',
  // Not modelled: each is refused where it concerns a file of ours.
  'writev', 'pwritev', 'pwritev2', 'fallocate', 'copy_file_range', 'sendfile',
] as const;

const line = /^(\d+) +(.*)$/;
const unfinished = ' <unfinished ...>';
const resumed = /^<\.\.\. \w+ resumed>(.*)$/;

/**
 * Reads what `strace -f -xx -e trace=…` wrote (every text in hexadecimal, no paths of descriptors). A call that another thread cut in two counts where it ended. Calls that failed did nothing.
 * @throws where a line is none that it knows
 */
export function* readTrace(lines: Iterable<string>): Generator<FileCall> {
  const begun = new Map<string, string>();
  for (const whole of lines) {
    const [, thread = '', text = ''] = line.exec(whole) ?? [];
    if (text.endsWith(unfinished)) {
      begun.set(thread, text.slice(0, -unfinished.length));
      continue;
    }
    const rest = resumed.exec(text)?.[1];
    const joined = rest === undefined ? text : `${begun.get(thread) ?? ''}${rest}`;
    if (joined === '' || joined.startsWith('+++') || joined.startsWith('---')) continue;
    const call = readCall(joined);
    if (call !== undefined) yield call;
  }
}

const shape = /^(\w+)\((.*)\)\s+= (-?\d+|\?|0x[0-9a-f]+)/s;
const quoted = /"((?:\\x[0-9a-f]{2})*)"/g;

function readCall(text: string): FileCall | undefined {
  const [, name, args = '', result = ''] = shape.exec(text) ?? [];
  if (name === undefined) throw new Error(`the trace has a line that nobody knows: ${text.slice(0, 200)}`);
  // `?` is a call that the process did not live to see the end of.
  if (result.startsWith('-') || result === '?') return undefined;
  const texts = [...args.matchAll(quoted)].map(([, hex = '']) => Buffer.from(hex.replaceAll('\\x', ''), 'hex'));
  const path = (place: number): string => texts[place]?.toString('utf8') ?? '';
  const numbers = args.replace(quoted, '').split(',').map((part) => Number(part));
  const [fd = Number.NaN] = numbers;
  switch (name) {
    case 'openat':
      return { kind: 'open', path: path(0), fd: Number(result), creates: args.includes('O_CREAT'), truncates: args.includes('O_TRUNC'), appends: args.includes('O_APPEND') };
    case 'close':
      return { kind: 'close', fd };
    case 'write':
      return { kind: 'write', fd, data: written(texts[0], result) };
    case 'pwrite64':
      return { kind: 'write', fd, offset: numbers[3] ?? Number.NaN, data: written(texts[0], result) };
    case 'lseek':
      return { kind: 'seek', fd, position: Number(result) };
    case 'ftruncate':
      return { kind: 'truncate', fd, size: numbers[1] ?? Number.NaN };
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', fd };
    case 'rename':
    case 'renameat':
    case 'renameat2':
      return { kind: 'rename', from: path(0), to: path(1) };
    case 'unlink':
    case 'unlinkat':
      return { kind: 'unlink', path: path(0) };
    case 'mkdir':
    case 'mkdirat':
      return { kind: 'make-folder', path: path(0) };
    case 'mmap':
      return /PROT_WRITE.*MAP_SHARED/.test(args) ? { kind: 'unknown', fd: numbers[4] ?? -1, call: name } : undefined;
    default:
      return { kind: 'unknown', fd: name === 'copy_file_range' ? (numbers[2] ?? Number.NaN) : fd, call: name };
  }
}

/** A write may take less than it was given. */
function written(data: Buffer | undefined, result: string): Buffer {
  return (data ?? Buffer.alloc(0)).subarray(0, Number(result));
}
