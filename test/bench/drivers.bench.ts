import { makeBenchFolder } from './bench-folder.ts';
import { atLeast, atMost, judgedAt, rounded, type Bench } from './bench-result.ts';
import { measureFramers } from './drivers/measure-framers.ts';
import { measureIdle } from './drivers/measure-idle.ts';
import { measureLine } from './drivers/measure-line.ts';
import { quantile } from './quantile.ts';
import { whyNoPty } from '../drivers/kit/pty-pair.ts';

const statedCards = 1_000_000;

/** From the cable to the event stream, through a real terminal device, serialport, the till's own use cases and a real cache. `--cards` makes the cache smaller. */
export const drivers: Bench = {
  name: 'drivers',
  about: 'from the last byte on the serial line to the identified customer on the event stream, framers, idle time (some minutes)',
  run: async (tell, options) => {
    const framers = measureFramers();
    const framerGoals = Object.entries(framers).map(([name, mbPerSecond]) => atLeast(`framer ${name}, MB/s`, mbPerSecond, 50));
    const measures = Object.fromEntries(Object.entries(framers).map(([name, mbPerSecond]) => [`framer-${name}-MBs`, rounded(mbPerSecond)]));
    if (whyNoPty !== undefined) {
      tell(`the line is not measured: ${whyNoPty}`);
      return { name: 'drivers', measures, goals: framerGoals };
    }
    const cards = options.cards ?? statedCards;
    const folder = makeBenchFolder('drivers');
    try {
      tell('three scanners, and nobody scans');
      const idle = await measureIdle();
      tell(`a cache of ${cards} cards, then one card after another`);
      const line = await measureLine(folder.path, cards);
      const goals = [
        atMost('last byte to identified customer, p50, ms', quantile(line, 0.5), 5),
        atMost('last byte to identified customer, p99, ms', quantile(line, 0.99), 20),
      ];
      return {
        name: 'drivers',
        measures: { ...measures, cards, scans: line.length, lineP50Ms: rounded(quantile(line, 0.5)), lineP99Ms: rounded(quantile(line, 0.99)), idleCpuPercent: rounded(idle) },
        goals: [...framerGoals, atMost('idle with three scanners, % of one processor', idle, 0.5), ...judgedAt({ size: statedCards, of: 'cards' }, cards, goals, tell)],
      };
    } finally {
      folder.remove();
    }
  },
};
