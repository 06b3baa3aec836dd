import { Observable } from 'rxjs';
import { DeviceFault } from '../../../drivers/core/device-fault.ts';
import type { FoundPort, Transport, TransportEvent, TransportName } from '../../../drivers/core/transport.ts';

/** Ports that appear, vanish, send and fail as the test says. */
export function stand(name: TransportName = 'serial') {
  let ports: FoundPort[] = [];
  const open = new Map<string, { next(event: TransportEvent): void; error(fault: unknown): void }>();
  const opened: string[] = [];
  const state: { listFault: DeviceFault | undefined; openFault: DeviceFault | undefined; hangs: boolean } = { listFault: undefined, openFault: undefined, hangs: false };
  const transport: Transport = {
    name,
    list: async () => {
      if (state.listFault !== undefined) throw state.listFault;
      return ports;
    },
    open: (path) => new Observable((subscriber) => {
      opened.push(path);
      const fault = ports.some((port) => port.path === path) ? state.openFault : new DeviceFault('disconnected', 'no such port');
      if (fault !== undefined) {
        subscriber.error(fault);
        return undefined;
      }
      if (state.hangs) return undefined;
      open.set(path, subscriber);
      subscriber.next({ kind: 'open' });
      return () => open.delete(path);
    }),
  };
  return {
    transport, state, opened, open,
    plug: (...now: readonly (Omit<FoundPort, 'transport'> & { path: string })[]) => {
      ports = now.map((port) => ({ transport: name, ...port }));
    },
    send: (path: string, text: string, atMs = Date.now()) => open.get(path)?.next({ kind: 'data', bytes: Buffer.from(text), atMs }),
    pull: (path: string) => open.get(path)?.error(new DeviceFault('disconnected', 'pulled')),
  };
}
