import type { StatusView } from '../../contract/status.ts';
import type { Till } from '../../usecases/till.ts';
import type { DeskTill } from '../../usecases/desk/desk-till.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Idempotency } from './idempotency.ts';

/** What the routes work with. */
export interface ApiServices {
  readonly till: Till;
  readonly desk: DeskTill;
  readonly bus: EventBus;
  readonly metrics: Metrics;
  readonly idempotency: Idempotency;
  status(): StatusView;
}
