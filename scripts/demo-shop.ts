/** `npm run demo-shop` writes resources/demo: the bundle and the customers of the demo shop, the same bytes each time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDemoShop } from './demo/make-demo-shop.ts';

const folder = join(import.meta.dirname, '..', 'resources', 'demo');
const { bundle, customers } = makeDemoShop();
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'bundle.json'), bundle);
writeFileSync(join(folder, 'customers.json'), customers);
console.log(`${folder}: bundle.json ${Math.round(bundle.length / 1024)} kB, customers.json ${Math.round(customers.length / 1024)} kB`);
