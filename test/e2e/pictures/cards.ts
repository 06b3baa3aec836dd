import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CardsDone } from '../../../agent/contract/card.ts';
import type { DemoChain } from '../kit/demo-chain.ts';
import { projectFolder } from '../kit/project-folder.ts';
import { signInAs } from '../kit/sign-in-as.ts';
import type { TillPage } from '../kit/till-page.ts';
import type { Picture } from './picture.ts';

const customers = JSON.parse(readFileSync(join(projectFolder, 'resources/demo/customers.json'), 'utf8')) as { accounts: { cards: { number: string; state: string }[] }[] };
const cardsIn = (state: string) => customers.accounts.flatMap(({ cards }) => cards).filter((card) => card.state === state).map(({ number }) => number);
const gold = '2900770400445';

/** Numbers of the store's own blanks, far above those that the demo shop has issued. */
export function blankCard(serial: number): string {
  const twelve = `29007701${String(serial).padStart(4, '0')}`;
  const sum = Array.from(twelve).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

export async function openCards(till: TillPage, ...rest: string[]): Promise<void> {
  await till.page.evaluate((hash) => (location.hash = hash), `#/cards${rest.map((part) => `/${part}`).join('')}`);
  await till.page.locator('.cards').waitFor();
}
async function openCard(till: TillPage, card: string): Promise<void> {
  await openCards(till, card);
  await till.page.locator('.cards-page').waitFor();
}
/** The sheet of one action of the card's page. */
async function openSheet(till: TillPage, card: string, action: string): Promise<void> {
  await openCard(till, card);
  await till.page.locator(`[data-action=${action}] button`).click();
  await till.page.getByRole('dialog').waitFor();
}
let phones = 0;
let blanks = 0;
async function toQuestions(till: TillPage): Promise<void> {
  await openCards(till, 'register');
  // Another customer each time: a telephone that somebody has is asked about.
  phones += 1;
  await till.page.locator('.cards-register input[type=tel]').fill(`8 701 55${String(phones).padStart(5, '0')}`);
  await till.page.keyboard.press('Enter');
  await till.page.locator('.cards-consent').first().waitFor();
}
async function toCard(till: TillPage): Promise<void> {
  await toQuestions(till);
  await till.page.locator('.cards-register .field input').first().fill('Айгүл');
  await till.page.locator('.cards-consent input').first().check();
  await till.page.locator('.cards-register button[type=submit]').click();
  await till.page.locator('.cards-register input[type=radio][value=virtual]').waitFor();
}
async function ofNewCard(chain: DemoChain): Promise<string> {
  blanks += 1;
  const cardNumber = blankCard(8000 + blanks);
  await asManager<CardsDone>(chain, 'POST', '/v1/cards/issue', { form: 'plastic', cardNumber });
  return cardNumber;
}

/** A call of till software under the manager's name. */
export async function asManager<Answer>(chain: DemoChain, method: string, path: string, body?: object): Promise<Answer> {
  const token = (await readFile(chain.tokenFile, 'utf8')).trim();
  const headers = { 'authorization': `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  const { sessionToken } = await chain.call<{ sessionToken: string }>('POST', '/v1/session', { user: 'marat', pin: '8402' });
  const answer = await fetch(chain.url + path, { method, headers: { ...headers, 'x-operator-session': sessionToken }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return (await answer.json()) as Answer;
}

/** Every screen of the place and every step in it. */
export const pictures: Picture[] = [
  { name: 'find', work: (till) => openCards(till, 'find') },
  {
    name: 'find-wrong',
    async work(till) {
      await openCards(till, 'find');
      await till.page.locator('.cards-find input').fill('2900770400446');
      await till.page.keyboard.press('Enter');
      await till.page.locator('.field-wrong').waitFor();
    },
  },
  { name: 'card', work: (till) => openCard(till, gold) },
  { name: 'card-issued', work: (till) => openCard(till, cardsIn('issued')[0] ?? '') },
  { name: 'card-restricted', work: (till) => openCard(till, cardsIn('restricted')[0] ?? '') },
  { name: 'card-blocked', work: (till) => openCard(till, cardsIn('blocked')[0] ?? '') },
  { name: 'card-replaced', work: (till) => openCard(till, cardsIn('replaced')[0] ?? '') },
  { name: 'card-unknown', work: (till) => openCards(till, blankCard(9001)) },
  { name: 'card-tentative', work: async (till, chain) => openCard(till, await ofNewCard(chain)) },
  { name: 'replace', work: (till) => openSheet(till, gold, 'replace') },
  { name: 'bind', work: (till) => openSheet(till, gold, 'bind') },
  { name: 'block', work: (till) => openSheet(till, gold, 'block') },
  { name: 'unblock', work: (till) => openSheet(till, cardsIn('blocked')[0] ?? '', 'unblock') },
  { name: 'favourite', work: (till) => openSheet(till, gold, 'favourite') },
  { name: 'adjust', work: (till) => openSheet(till, gold, 'adjust') },
  { name: 'claim', work: (till) => openSheet(till, gold, 'claim') },
  { name: 'slip', work: async (till) => { await openSheet(till, gold, 'slip'); await till.page.locator('.cards-slip').waitFor(); } },
  {
    name: 'issue',
    async work(till) {
      await openCards(till, 'issue');
      await till.page.locator('.cards-two').waitFor();
      for (const serial of [9101, 9102, 9103]) await till.scan(blankCard(serial));
      await till.page.locator('.cards-listed').nth(2).waitFor();
    },
  },
  {
    name: 'issue-approval',
    async work(till) {
      await signInAs(till, 'asel', '3174');
      await openCards(till, 'issue');
      await till.page.locator('.cards-two').waitFor();
      for (const serial of [9111, 9112, 9113, 9114]) await till.scan(blankCard(serial));
      await till.page.locator('.cards-listed').nth(3).waitFor();
      await till.page.locator('.cards-two .press-main').click();
      await till.page.locator('.approval-cards').waitFor();
    },
  },
  {
    name: 'issue-pack',
    async work(till) {
      await openCards(till, 'issue');
      await till.page.locator('input[value=pack]').check({ force: true });
      await till.scan(blankCard(9201));
      await till.scan(blankCard(9250));
      await till.page.locator('.cards-two .field input').nth(2).fill('49');
    },
  },
  {
    name: 'issue-virtual',
    async work(till) {
      await openCards(till, 'issue');
      await till.page.locator('input[value=virtual]').check({ force: true });
    },
  },
  { name: 'activate', work: (till) => openCards(till, 'activate') },
  { name: 'register-phone', work: (till) => openCards(till, 'register') },
  { name: 'register-questions', work: toQuestions },
  {
    name: 'register-questions-wrong',
    async work(till) {
      await toQuestions(till);
      await till.page.locator('.cards-register .field input').nth(1).fill('31.02.1990');
      await till.page.locator('.cards-register button[type=submit]').click();
      await till.page.locator('.field-wrong').first().waitFor();
    },
  },
  { name: 'register-card', work: toCard },
  {
    name: 'register-code',
    async work(till) {
      await toCard(till);
      await till.page.locator('.cards-register button[type=submit]').click();
      await till.page.locator('.cards-note-done').waitFor();
    },
  },
  {
    name: 'registered',
    async work(till) {
      await toCard(till);
      await till.page.locator('.cards-register button[type=submit]').click();
      await till.page.locator('.cards-note-done').waitFor();
      await till.page.locator('.cards-register .press').last().click();
      await till.page.locator('.fact-saved').first().waitFor();
    },
  },
];
