/** A centre in a process of its own, for tests that kill it. Says `{ url, adminToken }` to its parent when it is ready. */
import { startCentral } from '../../../sync/central/start-central.ts';
import { databaseOf, quietLog } from './database-of.ts';

const [home, shopFolder] = process.argv.slice(2);
if (home === undefined || shopFolder === undefined) throw new Error('usage: central-main HOME SHOP');
const { url, adminToken } = await startCentral({ home, ...databaseOf(home), host: '127.0.0.1', port: 0, shopFolder, log: quietLog });
process.send?.({ url, adminToken });
// a test that fails leaves nothing behind
process.on('disconnect', () => process.exit());
