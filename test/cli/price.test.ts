import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOfHome } from '../../agent/cli/price/read-bundle.ts';
import type { SaleView } from '../../agent/contract/sale.ts';
import { demoBundleFile, demoLines, richCard } from './support/demo-goods.ts';
import { interrupt, makeDemoHome, type DemoHome } from './support/demo-start.ts';
import { lastLine, runTill } from './support/till-process.ts';
import type { TillRun } from './support/till-process.ts';
import { useFiles } from './support/use-files.ts';

const { file, pathOf } = useFiles();

describe('till price beside a running agent', () => {
  let shop: DemoHome;
  let run: TillRun;
  beforeAll(async () => {
    shop = await makeDemoHome();
    run = await shop.start();
  });
  afterAll(async () => {
    await interrupt(run);
    await shop.remove();
  });

  /** Puts a sale, with points if asked, and gives what the agent priced. */
  async function pricedByAgent(body: Record<string, unknown>, redeem: 'nothing' | 'half' = 'nothing'): Promise<SaleView> {
    const path = `/v1/sales/${randomUUID()}`;
    const put = await shop.api<SaleView>('PUT', path, { baseRevision: 0, ...body });
    expect(put).toMatchObject({ status: 200 });
    if (redeem === 'nothing') return put.body;
    const points = Math.floor(put.body.priced.redeemable.maxPoints / 2);
    expect(points).toBeGreaterThan(0);
    const held = await shop.api<SaleView>('POST', `${path}/redemption`, { revision: put.body.revision, points });
    expect(held).toMatchObject({ status: 200 });
    return held.body;
  }

  /** The same sale from files, with the inputs that the agent tells. */
  function argumentsFor(sale: SaleView): string[] {
    const { inputs } = sale;
    return [
      'price', '--basket', file('basket.json', { lines: sale.basket.lines }), '--store', inputs.storeId, '--till', inputs.tillId, '--agent-version', inputs.agentVersion ?? '', '--at', new Date(inputs.time.instantMs).toISOString(), '--json',
      ...(inputs.customerState === undefined ? [] : ['--customer', file('customer.json', inputs.customerState)]),
      ...(inputs.identifiedBy === undefined ? [] : ['--identified-by', inputs.identifiedBy]),
      ...(inputs.redeemPoints === undefined ? [] : ['--redeem', String(inputs.redeemPoints)]),
      ...(inputs.mayRedeem === undefined ? [] : ['--may-redeem', `${inputs.mayRedeem.points}:${inputs.mayRedeem.limitedBy}`]),
      ...(inputs.programme === undefined ? [] : ['--programme', file('programme.json', inputs.programme)]),
    ];
  }

  it.each([
    ['an anonymous basket', { lines: demoLines(7) }, 'nothing'],
    ['a customer with a card', { lines: demoLines(12), customer: { code: richCard() } }, 'nothing'],
    ['a customer whose card was typed', { lines: demoLines(5), customer: { code: richCard(), identifiedBy: 'typed' } }, 'nothing'],
    ['a customer who spends points', { lines: demoLines(9), customer: { code: richCard() } }, 'half'],
    ['lines that the client named', { lines: demoLines(2).map((line, index) => ({ ...line, lineId: `pos-${index}` })) }, 'nothing'],
  ] as const)('gives the same JSON for %s, from the bundle file and from the home', async (_, body, redeem) => {
    const sale = await pricedByAgent(body, redeem);
    for (const source of [['--bundle', demoBundleFile], ['--home', shop.home]]) {
      const { code, stdout, stderr } = await runTill([...argumentsFor(sale), ...source]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      // The same text and not only the same values: the hash of the bundle and the order of the fields included.
      expect(lastLine(stdout)).toBe(JSON.stringify(sale.priced));
    }
  });
});

describe('till price from files', () => {
  const at = ['--at', '2026-11-22T10:30:00+05:00'];

  it('prints indented JSON without --json, and the same on one line with it', async () => {
    const args = ['price', '--bundle', demoBundleFile, '--basket', file('two.json', { lines: demoLines(2) }), ...at];
    const indented = await runTill(args);
    const line = await runTill([...args, '--json']);
    expect(indented.stdout.split('\n').length).toBeGreaterThan(20);
    expect(line.stdout.split('\n')).toHaveLength(2);
    expect(JSON.parse(indented.stdout)).toEqual(JSON.parse(line.stdout));
    expect((JSON.parse(line.stdout) as SaleView['priced']).lines.map((each) => each.lineId)).toEqual(['1', '2']);
  });

  it('leaves a customer in the basket file out of account, and says so', async () => {
    const { code, stderr } = await runTill(['price', '--bundle', demoBundleFile, '--basket', file('with.json', { lines: demoLines(1), customer: { code: '1' } }), ...at]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^till: the customer in the basket file is left out of account[^\n]*\n$/);
  });

  const good = { sku: 'x', quantityMilli: 1_000, unitPriceMinor: 100 };
  it.each([
    ['a basket that is not there', () => ['--basket', pathOf('none.json')], 'file-missing', 'none.json does not exist'],
    ['a basket that is a folder', () => ['--basket', pathOf('.')], 'file-is-folder', 'is a folder'],
    ['a basket that is no JSON', () => ['--basket', file('a.json', '{"lines":')], 'bad-json', 'a.json is not JSON: line 1 column 10'],
    ['a basket without lines', () => ['--basket', file('a.json', {})], 'bad-request', 'lines'],
    ['a negative quantity', () => ['--basket', file('a.json', { lines: [{ ...good, quantityMilli: -1_000 }] })], 'bad-request', '/lines/0/quantityMilli'],
    ['money as a float', () => ['--basket', file('a.json', { lines: [{ ...good, unitPriceMinor: 1.5 }] })], 'bad-request', '/lines/0/unitPriceMinor'],
    ['a misspelt field', () => ['--basket', file('a.json', { lines: [{ ...good, prise: 1 }] })], 'bad-request', '/lines/0'],
    ['half a piece', () => ['--basket', file('a.json', { lines: [{ ...demoLines(1)[0], quantityMilli: 500 }] })], 'quantity-not-whole', '/lines/0'],
    ['two lines of one name', () => ['--basket', file('a.json', { lines: demoLines(2).map((line) => ({ ...line, lineId: 'a' })) })], 'duplicate-line', '/lines/1'],
    ['10,000 lines', () => ['--basket', file('a.json', { lines: Array.from({ length: 10_000 }, () => good) })], 'too-many-lines', '2000'],
    ['a customer that is none', () => ['--basket', file('a.json', { lines: demoLines(1) }), '--customer', file('c.json', { accountId: 'a' })], 'bad-request', 'customer'],
    ['an identification that nobody knows', () => ['--basket', file('a.json', { lines: demoLines(1) }), '--customer', file('c.json', customer), '--identified-by', 'face'], 'bad-request', '--identified-by'],
    ['the same without a customer', () => ['--basket', file('a.json', { lines: demoLines(1) }), '--identified-by', 'face'], 'bad-request', '--identified-by'],
    ['points without a customer', () => ['--basket', file('a.json', { lines: demoLines(1) }), '--redeem', '5'], 'wrong-use', '--customer'],
    ['an external programme that nobody knows', () => ['--basket', file('a.json', { lines: demoLines(1), external: 'bank' })], 'external-unknown', '/external'],
    ['a coupon that is no text', () => ['--basket', file('a.json', { lines: demoLines(1), coupons: [7] })], 'bad-request', '/coupons/0'],
    ['a programme state that is none', () => ['--basket', file('a.json', { lines: demoLines(1) }), '--programme', file('p.json', { budgets: [{ promotionId: 'a' }] })], 'bad-request', '/budgets/0/leftMinor'],
    ['a language that it does not speak', () => ['--basket', file('a.json', { lines: demoLines(1) }), '--language', 'de'], 'wrong-use', 'ru kk en'],
    ['a store that the bundle does not have', () => ['--basket', file('a.json', { lines: demoLines(1) }), '--store', 'moon-1'], 'store-unknown', 'moon-1'],
  ])('answers %s in one line with exit code 2', async (_, args, code, sentence) => {
    const ended = await runTill(['price', '--bundle', demoBundleFile, ...args(), ...at]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^till: [^\n]+ \\(${code}\\)\n$`));
    expect(ended.stderr.replaceAll(/[\u00a0,]/g, '')).toContain(sentence);
  });

  it.each([
    ['a file that is not there', 'none.json', undefined, { code: 'file-missing', path: '', detail: 'does not exist' }],
    ['a file that is no JSON', 'torn.json', '{"lines":', { code: 'bad-json', path: '', detail: 'is not JSON: line 1, column 10' }],
    ['a float', 'float.json', { lines: [{ ...good, unitPriceMinor: 1.5 }] }, { code: 'bad-request', path: '/lines/0/unitPriceMinor', detail: 'must be money in minor units, a whole number from 0' }],
    ['what the bundle contradicts', 'bank.json', { lines: [good], external: 'bank' }, { code: 'external-unknown', path: '/external', detail: 'the programme knows no external programme "bank"' }],
  ])('with --json names the file and the place of %s in an object on stdout', async (_, name, content, failure) => {
    const path = content === undefined ? pathOf(name) : file(name, content);
    const ended = await runTill(['price', '--bundle', demoBundleFile, '--basket', path, ...at, '--json']);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(`(${failure.code})`) as string });
    expect(JSON.parse(lastLine(ended.stdout))).toEqual({ ok: false, file: path, ...failure });
  });

  it('with --json names the place where a customer or the bundle is wrong', async () => {
    const basket = file('one.json', { lines: demoLines(1) });
    const born = file('born.json', { ...customer, birthday: '02-30' });
    const wrongCustomer = await runTill(['price', '--bundle', demoBundleFile, '--basket', basket, '--customer', born, ...at, '--json']);
    expect(wrongCustomer.code).toBe(2);
    expect(JSON.parse(lastLine(wrongCustomer.stdout))).toMatchObject({ ok: false, code: 'bad-request', file: born, path: '/birthday' });
    const bundle = file('bundle.json', { ...(await demoBundle()), colour: 'red' });
    const wrongBundle = await runTill(['forecast', '--bundle', bundle, '--sku', 'x', ...at, '--json']);
    expect(wrongBundle.code).toBe(2);
    expect(JSON.parse(lastLine(wrongBundle.stdout))).toMatchObject({ ok: false, code: 'bundle-bad-request', file: bundle, path: '/colour', detail: 'is not a known field here' });
  });

  it.each([
    ['a bundle of an unknown promotion kind', (bundle: DemoBundle) => { bundle.promotions[0]!.reward = { kind: 'free-lunch' }; }, 'bundle-unknown-kind'],
    ['a bundle that names a group which is not there', (bundle: DemoBundle) => { bundle.promotions[0]!.groupId = 'nowhere'; }, 'bundle-bad-request'],
  ])('refuses %s whole', async (_, spoil, code) => {
    const bundle = structuredClone(await demoBundle());
    spoil(bundle);
    const ended = await runTill(['price', '--bundle', file('bundle.json', bundle), '--basket', file('a.json', { lines: demoLines(1) }), ...at]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^till: [^\n]*/promotions/0[^\n]* \\(${code}\\)\n$`));
  });
});

const customer = { accountId: 'a', tier: 'base', availablePoints: 0, holds: [], card: { number: '2900000000001', state: 'active' } };

interface DemoBundle {
  promotions: { groupId: string; reward: { kind: string } }[];
}

it('till price leaves the log of an emptied journal as it lies', () => {
  const home = mkdtempSync(pathOf('emptied '));
  writeFileSync(join(home, 'journal.db'), '');
  writeFileSync(join(home, 'journal.db-wal'), 'the last operations');
  expect(() => bundleOfHome(home)).toThrow(expect.objectContaining({ code: 'journal-corrupt' }));
  expect(readFileSync(join(home, 'journal.db-wal'), 'utf8')).toBe('the last operations');
});

async function demoBundle(): Promise<DemoBundle> {
  const { readFile } = await import('node:fs/promises');
  return JSON.parse(await readFile(demoBundleFile, 'utf8')) as DemoBundle;
}
