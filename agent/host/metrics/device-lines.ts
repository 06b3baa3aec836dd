import type { DevicesView } from '../../contract/devices.ts';

/** Devices in the Prometheus text format. Ids come from configuration or serial numbers and hold nothing that must be escaped. */
export function deviceLines({ devices }: DevicesView): string {
  if (devices.length === 0) return '';
  return [
    '# HELP till_device_open Whether a scanner is open and read',
    '# TYPE till_device_open gauge',
    ...devices.map(({ id, state }) => `till_device_open{device="${id}",state="${state}"} ${state === 'open' || state === 'flooding' ? 1 : 0}`),
    '# HELP till_device_frames_total What a scanner sent since the start, by what became of it',
    '# TYPE till_device_frames_total counter',
    ...devices.flatMap(({ id, counts }) => (['scans', 'repeats', 'dropped', 'noise'] as const).map((what) => `till_device_frames_total{device="${id}",outcome="${what}"} ${counts[what]}`)),
    '# HELP till_device_opened_total How often a scanner was opened',
    '# TYPE till_device_opened_total counter',
    ...devices.map(({ id, counts }) => `till_device_opened_total{device="${id}"} ${counts.opened}`),
    '',
  ].join('\n');
}
