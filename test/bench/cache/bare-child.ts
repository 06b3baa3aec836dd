/** Program: loads the snapshot argv[2] barely into argv[3] and prints the milliseconds that it took, without its own start. A process of its own: its garbage must not hold the loop that is measured. */
import { loadBarely } from './bare-cache.ts';

const [snapshotPath = '', path = ''] = process.argv.slice(2);
const beganMs = performance.now();
await loadBarely(snapshotPath, path);
process.stdout.write(String(performance.now() - beganMs));
