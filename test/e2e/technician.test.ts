/** The technician's place, against the real chain in a real browser. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { signInAs } from './kit/sign-in-as.ts';
import { useDemoTill } from './kit/use-demo-till.ts';

const goldCard = '2900770400445';
const shop = useDemoTill();

describe.each(['light', 'dark'] as const)("the technician's place in the %s theme", (colorScheme) => {
  it('asks who is there, shows everything, packs the archive, and breaks no rule of accessibility', async () => {
    const till = await shop.open({ colorScheme });
    await signInAs(till, 'timur', '6153');
    await till.page.keyboard.press('F11');
    // A card under the scanner is tried and goes into no sale: a technician may not read cards.
    await till.page.locator('.test-place').waitFor();
    await till.scan(goldCard);
    await till.page.locator('.test-place').getByText(goldCard).waitFor();
    expect(await till.axe()).toEqual([]);
    for (const [tab, sight] of [['Связь с центром', '.history-queue svg'], ['Программа', 'text=все сошлись'], ['Машина', 'text=Журнал'], ['Лог', '.log-tools .press']] as const) {
      await till.page.locator('.tab', { hasText: tab }).click();
      await till.page.locator(sight).first().waitFor();
      expect([tab, await till.axe()]).toEqual([tab, []]);
    }
    const [download] = await Promise.all([till.page.waitForEvent('download'), till.button('Скачать').click()]);
    expect(download.suggestedFilename()).toMatch(/^till-till-1-.*\.zip$/);
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
  });
});

describe('a technician who has not signed in', () => {
  it('is asked who they are, and what they opened is then there', async () => {
    const till = await shop.open({ path: '/#/technician/machine' });
    await till.page.locator('.sign-in input').first().fill('timur');
    await till.page.locator('.sign-in [type=password]').fill('6153');
    await till.page.locator('.sign-in [type=password]').press('Enter');
    await till.page.getByText('Память агента').waitFor();
    expect(till.faults).toEqual([]);
  });
});
