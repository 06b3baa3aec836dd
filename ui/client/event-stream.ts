import { Observable } from 'rxjs';
import type { TillEventName, TillEvents } from '../../agent/contract/events.ts';
import { isRecord } from './telling.ts';
import { eventTellings } from './tellings.ts';

/** What comes over the stream. `open` and `lost` tell whether the agent is there at all. */
export type StreamNews = { kind: 'open' } | { kind: 'lost' } | { [Name in TillEventName]: { kind: Name; value: TillEvents[Name] } }[TillEventName];

/** The part of the browser's `EventSource` that is used, so that a test can stand in for the network. */
export interface Source {
  addEventListener(name: string, listener: (event: Event) => void): void;
  close(): void;
}

const eventNames: readonly TillEventName[] = ['status', 'scan', 'sale', 'customer', 'card'];
/** Short, as the agent is on this machine and a restart takes a second or two. */
const reconnectMs = 500;

/**
 * `GET /v1/events`, opened anew for ever. The browser's own reconnection is not used: it stops for good at an HTTP
 * error, which is just what a restarting agent (or the desktop shell in front of it) answers.
 */
export function eventStream(open: () => Source): Observable<StreamNews> {
  return new Observable((subscriber) => {
    let source: Source | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function connect(): void {
      source = open();
      source.addEventListener('open', () => subscriber.next({ kind: 'open' }));
      source.addEventListener('error', () => {
        source?.close();
        subscriber.next({ kind: 'lost' });
        clearTimeout(timer);
        timer = setTimeout(connect, reconnectMs);
      });
      for (const name of eventNames) {
        source.addEventListener(name, (event) => {
          const value = readData(event);
          if (value !== undefined && eventTellings[name](value)) subscriber.next({ kind: name, value } as StreamNews);
        });
      }
    }
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  });
}

/** An event that cannot be read is left out: the page reads what it needs with the next call. */
function readData(event: Event): Record<string, unknown> | undefined {
  if (!('data' in event) || typeof event.data !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(event.data);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
