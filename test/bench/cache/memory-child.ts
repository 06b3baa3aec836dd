/** Program: all of the agent's code, the demo's programme and the cache in argv[2] (generation argv[3]) in use; then the snapshot argv[4] once more. Prints resident megabytes as JSON. */
import '../../../agent/host/start-agent.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { sampleInput } from '../sample-sale.ts';
import { loadSnapshot, openBenchCache } from './bench-cache.ts';
import { benchCard } from './snapshot-of-cards.ts';

const lookups = 50_000;
const [folder = '', generation = '', snapshotPath = '', cards = ''] = process.argv.slice(2);
const residentMb = (): number => process.memoryUsage.rss() / 1e6;
const store = openBenchCache(folder, Number(generation));
const { compiled, input } = sampleInput();
const look = (): void => {
  for (let index = 0; index < lookups; index += 1) store.cache.findByCard(benchCard((index * 104_729) % Number(cards)));
  for (let index = 0; index < 1_000; index += 1) price(compiled, input);
};
look();
const servingMb = residentMb();
let peakMb = servingMb;
const watch = setInterval(() => {
  peakMb = Math.max(peakMb, residentMb());
}, 5);
await loadSnapshot(store, snapshotPath);
clearInterval(watch);
look();
process.stdout.write(JSON.stringify({ servingMb, peakMb, afterMb: residentMb() }));
store.close();
