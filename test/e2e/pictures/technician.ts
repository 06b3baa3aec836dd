import { signInAs } from '../kit/sign-in-as.ts';
import type { Picture } from './picture.ts';

const sights = { devices: '.test-place', sync: '.history-queue svg', programme: '.facts', machine: '.facts-grid section:nth-of-type(4)', log: '.log-tools .reason' } as const;

export const pictures: Picture[] = Object.entries(sights).map(([tab, sight]) => ({
  name: tab,
  work: async (till) => {
    await signInAs(till, 'timur', '6153');
    await till.page.evaluate((hash) => (location.hash = hash), `#/technician/${tab}`);
    await till.page.locator(sight).first().waitFor();
  },
}));
