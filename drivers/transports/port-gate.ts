import { setImmediate as nextTurn } from 'node:timers/promises';
import { DeviceFault } from '../core/device-fault.ts';

/** Openings that hang each hold a thread of Node's pool, which has four, and files and DNS need it too. */
const maxHanging = 2;

interface Port {
  close(): Promise<void>;
}

/** Lets one at a time at each port, and nobody wait for an opening that hangs. */
export interface PortGate {
  /** Rejects with `timeout` when it takes too long, or while an earlier opening hangs; what is opened later is closed at once. */
  open<Opened extends Port>(path: string, open: () => Promise<Opened>): Promise<Opened>;
  close(path: string, port: Port): Promise<void>;
}

export function createPortGate(openTimeoutMs: number): PortGate {
  const opening = new Map<string, Promise<unknown>>();
  const hanging = new Set<string>();
  const closing = new Map<string, Promise<void>>();

  const close: PortGate['close'] = (path, port) => {
    // A port that does not close well is gone: its next opening will tell.
    const closed = port.close().catch(() => undefined).finally(() => {
      if (closing.get(path) === closed) closing.delete(path);
    });
    closing.set(path, closed);
    return closed;
  };
  const untilFree = async (path: string): Promise<void> => {
    const before = opening.get(path);
    if (before !== undefined) {
      await before.catch(() => undefined);
      // Whoever asked for it, and has gone meanwhile, now closes it.
      await nextTurn();
    }
    await closing.get(path);
  };
  return {
    close,
    open: async (path, open) => {
      if (hanging.has(path)) throw new DeviceFault('timeout', `an earlier opening of ${path} still hangs`);
      if (hanging.size >= maxHanging) throw new DeviceFault('timeout', `${hanging.size} other ports hang while they are opened; ${path} waits`);
      const free = untilFree(path);
      const port = free.then(open);
      opening.set(path, port);
      let isLate = false;
      const settled = (): void => {
        hanging.delete(path);
        if (opening.get(path) === port) opening.delete(path);
      };
      void port.then((opened) => {
        settled();
        return isLate ? close(path, opened) : undefined;
      }, settled);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          isLate = true;
          hanging.add(path);
          reject(new DeviceFault('timeout', `${path} did not open within ${openTimeoutMs} ms`));
        }, openTimeoutMs);
      });
      return Promise.race([port, late]).finally(() => clearTimeout(timer));
    },
  };
}
