/** The page in a real browser, against an agent that can be told to make trouble. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFakeAgent, type FakeAgent } from '../ui/fake-agent.ts';
import { launchBrowser } from './kit/browser.ts';
import { buildPage, packedSize, type BuiltPage } from './kit/built-page.ts';
import { openTillPage, shownText, type OpenOptions, type TillPage } from './kit/till-page.ts';

const bread = '4870000000012';
const milk = '4870000000029';
const tea = '4870000000043';
const wine = '4870000000050';
const cheese354g = '2200103003541';
const goldCard = '2900770100017';
const eventually = { timeout: 60_000, interval: 50 };

let built: BuiltPage;
let browser: Browser;
let agent: FakeAgent;
let till: TillPage;

beforeAll(async () => {
  [built, browser] = await Promise.all([buildPage(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});
beforeEach(async () => {
  agent = await startFakeAgent({ pageFolder: built.folder });
});
afterEach(async () => {
  await till.close();
  await agent.close();
});

async function open(options: OpenOptions = {}): Promise<void> {
  till = await openTillPage(browser, agent.url, options);
  await till.mode.getByText(/На связи|Байланыс бар|Online/).waitFor();
}
const shows = (text: string) => till.page.getByText(text).first().waitFor();
const quantities = async () => (await till.lines.allInnerTexts()).length;
const seen = (check: () => Promise<void>) => vi.waitFor(check, eventually);
async function openSale(...codes: string[]): Promise<void> {
  for (const code of codes) await till.scan(code);
}

describe('scanning', () => {
  it('works anywhere on the page and leaves no digit in the field that had the focus', async () => {
    await open();
    await till.search.fill('сы');
    await till.scan(bread);
    await seen(async () => expect(await quantities()).toBe(1));
    expect(await till.search.inputValue()).toBe('сы');
    await till.search.press('Escape');
    await till.scan(milk, 'Tab');
    await seen(async () => expect(await quantities()).toBe(2));
    expect(await till.search.inputValue()).toBe('');
  });

  it('presses no button that has the focus', async () => {
    await open();
    await openSale(bread);
    await till.lines.first().waitFor();
    await till.button('Отменить').focus();
    await till.scan(milk);
    await seen(async () => expect(await quantities()).toBe(2));
  });

  it('adds the same good to its line, and a weighing as a line of its own', async () => {
    await open();
    await openSale(bread, bread, cheese354g, cheese354g);
    await seen(async () => expect(await quantities()).toBe(3));
    await shows('0,354 кг');
    expect(await shownText(till.payable)).toBe('2 749,20 ₸');
  });

  it('from outside lands in the same sale', async () => {
    await open();
    await openSale(bread);
    await till.lines.first().waitFor();
    agent.scan(milk);
    agent.scan(goldCard);
    await shows('Айдар');
    await seen(async () => expect(await quantities()).toBe(2));
  });

  it('of what nobody knows says what it looks like and what to do', async () => {
    await open();
    await till.scan('4870000000099');
    await till.notice.getByText('похоже на товар').waitFor();
    await till.scan('2900770400018');
    await shows('Карта заблокирована');
    await till.scan('2900770900013');
    await shows('Такой карты касса не знает');
    expect(await quantities()).toBe(0);
    await till.scan('9'.repeat(300));
    await till.notice.getByText(/^9+… — не карта и не товар/).waitFor();
    await till.button('Понятно').click();
  });

  it('of a card alone says nothing yet of what can be spent', async () => {
    await open();
    await till.scan(goldCard);
    await seen(async () => expect(await shownText(till.page.locator('.customer-points'))).toBe('1 240 баллов'));
    await till.scan(bread);
    await seen(async () => expect(await shownText(till.page.locator('.customer-points'))).toBe('1 240 баллов можно списать 85'));
  });

  it('is heard by a screen reader', async () => {
    await open();
    await till.scan(bread);
    await seen(async () => expect(await shownText(till.page.locator('[aria-live=polite]'))).toBe('Добавлено: Хлеб «Бородинский» 400 г, 190,00 ₸'));
  });
});

describe('the keyboard alone', () => {
  it('makes a whole sale', async () => {
    await open();
    const { keyboard } = till.page;
    await keyboard.press('F2');
    await till.page.keyboard.insertText('бородинский');
    await till.page.getByRole('option').first().waitFor();
    await keyboard.press('Enter');
    await till.lines.first().waitFor();
    await keyboard.press('+');
    await seen(async () => expect(await shownText(till.payable)).toBe('342,00 ₸'));
    await keyboard.press('F2');
    await till.page.keyboard.insertText('сыр');
    await till.page.getByRole('option').first().waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await till.page.getByRole('dialog').waitFor();
    await till.page.keyboard.insertText('0,5000');
    await shows('Введите вес так: 0,354.');
    await keyboard.press('Backspace');
    await keyboard.press('Enter');
    await seen(async () => expect(await shownText(till.payable)).toBe('2 042,00 ₸'));
    await keyboard.press('Delete');
    await till.notice.getByText('Удалено: Сыр').waitFor();
    await keyboard.press('Control+z');
    await seen(async () => expect(await shownText(till.payable)).toBe('2 042,00 ₸'));
    await keyboard.press('F2');
    await till.page.keyboard.insertText('010001');
    await keyboard.press('Enter');
    await shows('Айдар');
    await keyboard.press('F5');
    await till.page.getByRole('dialog').waitFor();
    await till.page.keyboard.insertText('42');
    await keyboard.press('Enter');
    await shows('Оплачено баллами');
    expect(await shownText(till.payable)).toBe('2 000,00 ₸');
    await keyboard.press('F12');
    await shows('Продажа записана');
    await keyboard.press('F12');
    await shows('Отсканируйте первый товар или карту');
  });
});

describe('points', () => {
  it('are chosen on the keypad, with the rule that limits them in words, and can be dropped', async () => {
    await open();
    await openSale(tea, bread, goldCard);
    await shows('Айдар');
    await till.button('Списать баллы').click();
    await shows('Больше нельзя: это всё, что есть на счёте.');
    await till.button(/Половину/).click();
    await shows('Останется к оплате 2 541,00 ₸');
    await till.button('9').click();
    await shows('Больше, чем можно: 1 240');
    await till.button('Стереть цифру').click();
    await till.button('Списать 620').click();
    await shows('Отложено центром для этой продажи: 620');
    expect(await shownText(till.payable)).toBe('2 541,00 ₸');
    await till.button('Не списывать').click();
    await seen(async () => expect(await shownText(till.payable)).toBe('3 161,00 ₸'));
  });

  it('are refused in words while the sale goes on', async () => {
    await open();
    await openSale(tea, goldCard);
    await shows('Айдар');
    agent.spoil({ matches: /redemption/, how: { problem: 'redemption-offline' } });
    await till.button('Списать баллы').click();
    await till.button(/Половину/).click();
    await till.button(/^Списать 620$/).click();
    await till.notice.getByText('Центр не ответил').waitFor();
    await till.page.keyboard.press('Escape');
    await till.scan(bread);
    await seen(async () => expect(await quantities()).toBe(2));
  });
});

describe('trouble', () => {
  it('with the centre is said in words, and the sale goes on', async () => {
    await open();
    agent.setStatus({ mode: 'offline', modeReason: 'centre-unreachable', queue: { length: 12, waiting: 0, parked: 0 } });
    await till.mode.getByText('Без связи').waitFor();
    expect(await shownText(till.mode)).toBe('Без связи скидки и начисление работают, списание — нет');
    await shows('Очередь 12');
    await openSale(tea, goldCard);
    await shows('Нет связи с центром: баллы сейчас не списать.');
    expect(await till.button('Списать баллы').isDisabled()).toBe(true);
    await till.button('Готово').click();
    await shows('Продажа записана');
  });

  it('with an agent that is there and does not answer is said too', async () => {
    await open();
    await openSale(bread);
    await till.lines.first().waitFor();
    for (let times = 0; times < 8; times += 1) agent.spoil({ matches: /commit/, how: 'vanish' });
    await till.page.keyboard.press('F12');
    await shows('Последнее действие ещё не сохранено');
    await till.mode.getByText('На связи').waitFor();
    await shows('Продажа записана');
    await seen(async () => expect(await till.page.locator('.waiting').count()).toBe(0));
  });

  it('with the agent keeps the sale, and what was scanned meanwhile', async () => {
    await open();
    await openSale(bread);
    await till.lines.first().waitFor();
    await agent.goAway();
    await shows('Программа кассы перезапускается');
    await shows('Не вернётся за минуту — позовите старшего.');
    await till.scan(milk);
    await shows('Ждёт 1 скан: добавится сам.');
    await till.button('Готово').click();
    await till.notice.getByText('Скан ещё не в чеке').waitFor();
    await agent.comeBack();
    await seen(async () => expect(await quantities()).toBe(2));
    await till.mode.getByText('На связи').waitFor();
  });

  it('after a restart with points set aside asks whether the receipt was printed', async () => {
    await open();
    await openSale(tea, goldCard);
    await till.button('Списать баллы').click();
    await till.button(/Половину/).click();
    await till.button(/^Списать 620$/).click();
    await shows('Оплачено баллами');
    await agent.goAway();
    await shows('Программа кассы перезапускается');
    await agent.comeBack();
    await shows('Чек напечатан?');
    await till.scan(bread);
    await till.notice.getByText('Сначала ответьте про чек').waitFor();
    await till.button('Нет').click();
    await seen(async () => expect(await shownText(till.lines.first())).toContain('Хлеб'));
    expect([...agent.sales.values()].map((sale) => sale.state).sort()).toEqual(['cancelled', 'priced']);
  });

  it('is shown as a sentence where the agent refuses, answers garbage, or another program was quicker', async () => {
    await open();
    agent.spoil({ matches: /scans/, how: 'garbage' });
    await till.scan(bread);
    await till.notice.getByText('Касса ответила непонятно').waitFor();
    await till.scan(bread);
    await till.lines.first().waitFor();
    agent.spoil({ matches: /commit/, how: { problem: 'journal-unavailable' } });
    await till.button('Готово').click();
    await till.notice.getByText('проверьте место на диске').waitFor();
    const [sale] = [...agent.sales.values()];
    agent.revise(sale!.saleId, [...sale!.basket.lines, { lineId: '9', sku: '1005', quantityMilli: 1000, unitPriceMinor: 389_000 }]);
    await shows('Алкоголь: проверьте возраст покупателя (21+)');
    await till.scan(bread);
    await seen(async () => expect(await shownText(till.payable)).toBe('4 232,00 ₸'));
  });

  it('of two open pages ends with one of them in charge', async () => {
    await open();
    await openSale(bread);
    await till.lines.first().waitFor();
    const second = await till.context.newPage();
    await second.goto(agent.url);
    await second.locator('.line').waitFor();
    await shows('Касса открыта в другом окне');
    agent.scan(bread);
    await second.getByText('по 190,00').or(second.getByRole('button', { name: /сейчас 2$/ })).first().waitFor();
    await till.button('Работать здесь').click();
    await seen(async () => expect(await shownText(till.payable)).toBe('342,00 ₸'));
    await second.getByText('Касса открыта в другом окне').waitFor();
  });
});

describe('a good tool', () => {
  it.each([
    ['ru', 'Отсканируйте первый товар или карту', 'К оплате', '1 240 баллов'],
    ['kk', 'Бірінші тауарды немесе картаны сканерлеңіз', 'Төлеуге', '1 240 ұпай'],
    ['en', 'Scan the first good or a card', 'To pay', '1,240 points'],
  ] as const)('speaks %s and remembers it', async (language, empty, toPay, balance) => {
    await open();
    await till.page.locator(`.language[lang=${language}]`).click();
    await shows(empty);
    await openSale(bread, goldCard);
    await seen(async () => expect((await shownText(till.page.locator('.customer-balance'))).replaceAll('\u00a0', ' ')).toBe(balance));
    await shows(toPay);
    await till.page.reload();
    await shows(toPay);
    await till.lines.first().waitFor();
    expect(await till.page.evaluate(() => document.documentElement.lang)).toBe(language);
  });

  it.each([
    ['1024 × 768', { width: 1024, height: 768 }, 12],
    ['1920 × 1080', { width: 1920, height: 1080 }, 18],
  ])('shows enough lines at %s without scrolling sideways', async (_, viewport, lines) => {
    await open({ viewport });
    await openSale(...Array.from({ length: 20 }, () => cheese354g));
    await seen(async () => expect(await quantities()).toBe(20));
    const { sideways, visible } = await till.page.evaluate(() => {
      const body = document.querySelector('.basket-body')!.getBoundingClientRect();
      const boxes = [...document.querySelectorAll('.line')].map((line) => line.getBoundingClientRect());
      return { sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth, visible: boxes.filter((box) => box.top >= body.top - 1 && box.bottom <= body.bottom + 1).length };
    });
    expect(sideways).toBe(false);
    expect(visible).toBeGreaterThanOrEqual(lines);
  });

  it('has no target under 48 px', async () => {
    await open();
    await openSale(bread, wine, goldCard);
    await shows('Айдар');
    await till.page.keyboard.press('F5');
    await till.page.getByRole('dialog').waitFor();
    const small = await till.page.evaluate(() =>
      [...document.querySelectorAll('button, input, [role=option]')]
        .map((each) => ({ name: each.getAttribute('aria-label') ?? each.textContent, box: (each.closest('.search') ?? each).getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 47.5 || box.height < 47.5))
        .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`));
    expect(small).toEqual([]);
  });

  it('breaks no rule of accessibility in any state, light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await open({ colorScheme });
      expect(await till.axe()).toEqual([]);
      await openSale(bread, wine, goldCard, '4870000000099');
      await till.notice.waitFor();
      await shows('Айдар');
      expect(await till.axe()).toEqual([]);
      await till.search.fill('хлеб');
      await till.page.getByRole('option').first().waitFor();
      expect(await till.axe()).toEqual([]);
      await till.search.press('Escape');
      await till.page.keyboard.press('F5');
      await till.page.getByRole('dialog').waitFor();
      expect(await till.axe()).toEqual([]);
      await till.page.keyboard.press('Escape');
      agent.setStatus({ mode: 'offline', modeReason: 'centre-unreachable' });
      await till.page.keyboard.press('F12');
      await shows('Продажа записана');
      expect(await till.axe()).toEqual([]);
      expect(till.faults).toEqual([]);
      agent.setStatus({ mode: 'online', modeReason: 'ok' });
      if (colorScheme === 'light') await till.close();
    }
  });

  it.each(['ru', 'kk', 'en'] as const)('is small in %s: scripts, styles, fonts and words of every place stay under 250 kB on the wire, the camera apart', async (language) => {
    await open();
    expect(await packedSize(built.folder, language)).toBeLessThan(250_000);
  });

  it('asks for nothing outside, and runs under its content security policy', async () => {
    const foreign: string[] = [];
    await open();
    till.page.on('request', (request) => {
      if (!request.url().startsWith(agent.url)) foreign.push(request.url());
    });
    await till.page.reload();
    await openSale(bread, goldCard);
    await shows('Айдар');
    expect(foreign).toEqual([]);
    expect(till.faults).toEqual([]);
    expect(await till.page.evaluate(() => document.fonts.check('20px "Noto Sans"', 'Қызыл ₸'))).toBe(true);
  });
});
