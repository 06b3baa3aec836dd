import type { StatusView } from '../../contract/status.ts';
import type { OperatorDesk } from '../../usecases/operators/operator-desk.ts';
import type { Till } from '../../usecases/till.ts';
import type { DeskTill } from '../../usecases/desk/desk-till.ts';
import type { DeviceService } from '../devices/device-service.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Idempotency } from './idempotency.ts';

/** What the routes work with. */
export interface ApiServices {
  readonly till: Till;
  /** Who is signed in, and who may */
  readonly operators: OperatorDesk;
  readonly desk: DeskTill;
  readonly bus: EventBus;
  readonly metrics: Metrics;
  readonly idempotency: Idempotency;
  readonly diagnostics: Diagnostics;
  readonly devices: Pick<DeviceService, 'view'>;
  status(): StatusView;
}
