import { signInAs } from '../kit/sign-in-as.ts';
import type { Picture } from './picture.ts';

const bread = '4870073000216';

export const pictures: Picture[] = [
  {
    name: 'sign-in',
    work: async (till) => {
      await till.page.locator('.who').click();
      await till.page.locator('.sign-in').waitFor();
    },
  },
  {
    name: 'signed-in',
    work: async (till) => {
      await signInAs(till, 'asel', '3174');
      await till.page.locator('.who').click();
      await till.page.locator('.sign-in-now').waitFor();
    },
  },
  {
    name: 'locked',
    work: async (till) => {
      await signInAs(till, 'asel', '3174');
      await till.scan(bread);
      await till.lines.first().waitFor();
      await till.page.evaluate(() => fetch('v1/session', { method: 'DELETE', headers: { 'x-operator-session': sessionStorage.getItem('till.session') ?? '' } }));
      await till.scan(bread);
      await till.page.locator('.person-veil').waitFor();
    },
  },
  {
    name: 'unread-sale',
    work: async (till) => {
      await till.scan(bread);
      await till.lines.first().waitFor();
      await signInAs(till, 'timur', '6153');
      await till.page.reload();
      await till.page.locator('.empty').getByRole('button').waitFor();
    },
  },
  {
    name: 'settings',
    work: async (till) => {
      await till.page.locator('.who').click();
      await till.page.locator('.sign-in-foot .press-quiet').click();
      await till.page.locator('.settings').waitFor();
    },
  },
];
