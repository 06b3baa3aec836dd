import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import type { TillEventName, TillEvents } from '../../contract/events.ts';

/** One event, with the value that its name promises. */
export type TillEvent = { [Name in TillEventName]: { name: Name; value: TillEvents[Name] } }[TillEventName];

/** What happens at this till, for whoever listens now. Nothing is kept. */
export interface EventBus {
  readonly events: Observable<TillEvent>;
  publish(event: TillEvent): void;
  /** Ends every stream. */
  close(): void;
}

export function createEventBus(): EventBus {
  const subject = new Subject<TillEvent>();
  return {
    events: subject.asObservable(),
    publish: (event) => {
      subject.next(event);
    },
    close: () => {
      subject.complete();
    },
  };
}
