import { DevicesView } from '../../../contract/devices.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

export function deviceRoutes({ devices }: ApiServices): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/devices',
      right: 'devices',
      summary: 'Scanners for technicians: state, settings, counts, the last scan as it came, and ports that are left alone',
      answer: DevicesView,
      handle: () => ({ body: devices.view() }),
    }),
  ];
}
