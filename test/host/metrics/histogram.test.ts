import { expect, it } from 'vitest';
import { createHistogram } from '../../../agent/host/metrics/histogram.ts';

it('a histogram counts each duration in every bucket that it fits into, in seconds', () => {
  const histogram = createHistogram('took', 'How long', 'route', [0.25, 0.5]);
  for (const durationMs of [250, 500, 750]) histogram.observe('a "b"', durationMs);
  expect(histogram.lines()).toEqual([
    '# HELP took How long',
    '# TYPE took histogram',
    'took_bucket{route="a \\"b\\"",le="0.25"} 1',
    'took_bucket{route="a \\"b\\"",le="0.5"} 2',
    'took_bucket{route="a \\"b\\"",le="+Inf"} 3',
    'took_sum{route="a \\"b\\""} 1.5',
    'took_count{route="a \\"b\\""} 3',
  ]);
});
