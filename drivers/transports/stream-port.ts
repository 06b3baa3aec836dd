import { Observable } from 'rxjs';
import { asFault } from '../core/device-fault.ts';
import type { TransportEvent } from '../core/transport.ts';
import type { ByteSource } from './byte-source.ts';
import type { PortGate } from './port-gate.ts';

/** A serial line at 115,200 baud brings 3 KB in this time, and no scanner has more to say. */
const windowMs = 250;
const maxWindowBytes = 262_144;

/** One port as a stream: opened on subscription, closed on unsubscription, held where it sends without end. */
export function streamPort(gate: PortGate, path: string, open: () => Promise<ByteSource>, nowMs: () => number): Observable<TransportEvent> {
  return new Observable((subscriber) => {
    let source: ByteSource | undefined;
    let windowBytes = 0;
    let windowFromMs = 0;
    let hold: NodeJS.Timeout | undefined;

    const measure = (port: ByteSource, length: number, atMs: number): void => {
      if (atMs - windowFromMs >= windowMs || atMs < windowFromMs) {
        windowFromMs = atMs;
        windowBytes = 0;
      }
      windowBytes += length;
      if (windowBytes <= maxWindowBytes || hold !== undefined) return;
      port.pause();
      hold = setTimeout(() => {
        hold = undefined;
        port.resume();
      }, windowMs);
      subscriber.next({ kind: 'held', atMs });
    };
    const begin = (port: ByteSource): void => {
      if (subscriber.closed) {
        void gate.close(path, port);
        return;
      }
      source = port;
      subscriber.next({ kind: 'open', ...(port.reportDescriptor === undefined ? {} : { reportDescriptor: port.reportDescriptor }) });
      port.start((bytes) => {
        if (subscriber.closed) return;
        const atMs = nowMs();
        subscriber.next({ kind: 'data', bytes, atMs });
        if (!subscriber.closed) measure(port, bytes.length, atMs);
      }, (fault) => subscriber.error(fault));
    };
    gate.open(path, open).then(begin).catch((error: unknown) => {
      subscriber.error(asFault(error, 'disconnected'));
    });
    return () => {
      clearTimeout(hold);
      if (source !== undefined) void gate.close(path, source);
    };
  });
}
