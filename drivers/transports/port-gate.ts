import { DeviceFault } from '../core/device-fault.ts';

/** Openings that hang each hold a thread of Node's pool, which has four, and files and DNS need it too. */
const maxHanging = 2;

/** Lets one at a time at each port, and nobody wait for an opening that hangs. */
export interface PortGate {
  /** Rejects with `timeout` when it takes too long, or while an earlier opening still hangs; what is opened later is closed at once. */
  open<Port extends { close(): Promise<void> }>(path: string, open: () => Promise<Port>): Promise<Port>;
  close(path: string, port: { close(): Promise<void> }): Promise<void>;
}

export function createPortGate(openTimeoutMs: number): PortGate {
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
  return {
    close,
    open: async (path, open) => {
      if (hanging.has(path)) throw new DeviceFault('timeout', `an earlier opening of ${path} still hangs`);
      if (hanging.size >= maxHanging) throw new DeviceFault('timeout', `${hanging.size} other ports hang while they are opened; ${path} waits`);
      hanging.add(path);
      let isLate = false;
      const opening = (closing.get(path) ?? Promise.resolve()).then(open).finally(() => hanging.delete(path));
      void opening.then((port) => (isLate ? close(path, port) : undefined), () => undefined);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          isLate = true;
          reject(new DeviceFault('timeout', `${path} did not open within ${openTimeoutMs} ms`));
        }, openTimeoutMs);
      });
      return Promise.race([opening, late]).finally(() => clearTimeout(timer));
    },
  };
}
