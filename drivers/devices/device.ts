/** One device through its life: opened when its port is there, read, opened again. `device-state.ts` decides, this does. */
import { Subject } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import { unreachable } from '../../agent/domain/unreachable.ts';
import { createBoundedQueue } from '../core/bounded-queue.ts';
import { asFault } from '../core/device-fault.ts';
import { firstCondition, isStreaming, nextCondition } from '../core/device-state.ts';
import { createChunkFramer } from '../framers/chunk-framer.ts';
import { defaultLimits } from '../framers/framer.ts';
import { createFramer } from '../framers/framing.ts';
import { createScanReader } from '../scanners/scan-reader.ts';
import { createHidFramer } from '../transports/hid/hid-framer.ts';
import type { DeviceFault } from '../core/device-fault.ts';
import type { Condition, DeviceEvent } from '../core/device-state.ts';
import type { Scan } from '../core/scan.ts';
import type { Transport, TransportEvent } from '../core/transport.ts';
import type { Framer } from '../framers/framer.ts';
import type { ReadEvent } from '../scanners/scan-reader.ts';
import type { DeviceSettings } from './device-settings.ts';

/** A device that sent too much is trusted again after so long a calm. */
const calmMs = 2_000;
/** Scans that wait to be handed on: as many as a burst may have */
const maxWaiting = 1_000;

export interface DeviceCounts {
  readonly scans: number;
  readonly repeats: number;
  readonly dropped: number;
  readonly noise: number;
  readonly opened: number;
}

/** A device as it is now. */
export interface DeviceView {
  readonly settings: DeviceSettings;
  readonly condition: Condition;
  readonly path?: string;
  /** For technicians; it is kept in memory alone, and without text and bytes where it may be a bank card */
  readonly lastScan?: Scan;
  readonly counts: DeviceCounts;
}

export interface Device {
  readonly view: DeviceView;
  readonly scans$: Observable<Scan>;
  /** Its condition is another one */
  readonly changes$: Observable<Condition>;
  seen(path: string): void;
  gone(): void;
  disable(fault: DeviceFault): void;
  close(): void;
}

/** @param isLoyaltyNumber of the programme in force, where there is one */
export function createDevice(settings: DeviceSettings, transport: Transport, nowMs: () => number, isLoyaltyNumber?: (number: string) => boolean): Device {
  const scans$ = new Subject<Scan>();
  const changes$ = new Subject<Condition>();
  const counts = { scans: 0, repeats: 0, dropped: 0, noise: 0, opened: 0 };
  let condition: Condition = firstCondition;
  let path: string | undefined;
  let lastScan: Scan | undefined;
  let stream: Subscription | undefined;
  let retry: NodeJS.Timeout | undefined;
  let calm: NodeJS.Timeout | undefined;
  let due: NodeJS.Timeout | undefined;
  let floodedAtMs = 0;
  const reader = createScanReader({ ...settings, source: settings.transport, deviceId: settings.id, ...(isLoyaltyNumber === undefined ? {} : { isLoyaltyNumber }) });
  const queue = createBoundedQueue<Scan>(maxWaiting, (scan) => scans$.next(scan));

  const become = (event: DeviceEvent): void => {
    const before = condition;
    condition = nextCondition(condition, event);
    if (condition === before) return;
    if (!isStreaming(condition)) stopWaiting();
    clearTimeout(retry);
    if (condition.retryInMs !== undefined) retry = setTimeout(() => become({ kind: 'retry' }), condition.retryInMs);
    const isOpening = condition.state === 'opening' || condition.state === 'reopening';
    const wasOpening = before.state === 'opening' || before.state === 'reopening';
    if (condition.state === 'absent' || condition.state === 'disabled') stream?.unsubscribe();
    changes$.next(condition);
    if (isOpening && !wasOpening) open();
  };
  const open = (): void => {
    if (path === undefined) return;
    stream?.unsubscribe();
    stream = transport.open(path, settings.line).subscribe({
      next: (event) => {
        take(event);
      },
      error: (error: unknown) => {
        become({ kind: 'failed', fault: asFault(error, 'disconnected') });
      },
      complete: () => {
        become({ kind: 'disabled' });
      },
    });
  };
  const take = (event: TransportEvent): void => {
    switch (event.kind) {
      case 'open':
        counts.opened += 1;
        reader.begin(framerFor(settings, event));
        become({ kind: 'opened' });
        break;
      case 'data':
        for (const one of reader.read(event.bytes, event.atMs, event.readAs)) tell(one);
        waitForRest();
        break;
      case 'held':
        flooded();
        break;
      default: unreachable(event);
    }
  };
  /** One timer at a time, moved on only when it fires: a frame that comes byte by byte would set it anew each time. */
  const waitForRest = (): void => {
    if (due !== undefined || reader.dueMs === undefined) return;
    due = setTimeout(() => {
      due = undefined;
      for (const one of reader.tick(nowMs())) tell(one);
      waitForRest();
    }, Math.max(1, reader.dueMs - nowMs()));
  };
  const stopWaiting = (): void => {
    clearTimeout(due);
    due = undefined;
  };
  const flooded = (): void => {
    floodedAtMs = performance.now();
    become({ kind: 'flood' });
    calm ??= setTimeout(calmDown, calmMs);
  };
  const calmDown = (): void => {
    const restMs = floodedAtMs + calmMs - performance.now();
    calm = restMs > 0 ? setTimeout(calmDown, restMs) : undefined;
    if (calm === undefined) become({ kind: 'calm' });
  };
  const tell = (event: ReadEvent): void => {
    switch (event.kind) {
      case 'scan':
        if (!queue.push(event.scan)) return tell({ kind: 'flood' });
        counts.scans += 1;
        lastScan = event.scan.mayBePayment === true ? { ...event.scan, text: '', raw: new Uint8Array() } : event.scan;
        become({ kind: 'scanned' });
        return undefined;
      case 'repeat':
        counts.repeats += 1;
        return undefined;
      case 'noise':
        counts.noise += 1;
        if (condition.fault === undefined) become({ kind: 'noise', detail: event.detail });
        return undefined;
      case 'flood':
        counts.dropped += 1;
        flooded();
        return undefined;
      case 'bank-card':
        counts.dropped += 1;
        return undefined;
      default: return unreachable(event);
    }
  };
  return {
    get view() {
      return { settings, condition, counts: { ...counts }, ...(path === undefined ? {} : { path }), ...(lastScan === undefined ? {} : { lastScan }) };
    },
    scans$,
    changes$,
    seen: (seenPath) => {
      if (settings.isDisabled) {
        path = seenPath;
        become({ kind: 'disabled' });
        return;
      }
      // Plugged in elsewhere faster than we looked.
      if (path !== undefined && path !== seenPath) become({ kind: 'gone' });
      path = seenPath;
      become({ kind: 'seen' });
    },
    gone: () => become({ kind: 'gone' }),
    disable: (fault) => become({ kind: 'disabled', fault }),
    close: () => {
      become({ kind: 'gone' });
      for (const timer of [retry, calm, due]) clearTimeout(timer);
      queue.clear();
      stream?.unsubscribe();
      scans$.complete();
      changes$.complete();
    },
  };
}

function framerFor({ transport, framing }: DeviceSettings, { reportDescriptor }: TransportEvent & { kind: 'open' }): Framer {
  switch (transport) {
    case 'serial': return createFramer(framing);
    case 'hid': return createHidFramer(reportDescriptor, defaultLimits);
    case 'replay': return createChunkFramer(defaultLimits.maxBytes);
    default: return unreachable(transport);
  }
}
