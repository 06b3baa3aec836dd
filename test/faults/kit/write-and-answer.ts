/**
 * Program: opens the journal at argv[2] and writes as a till does, by the seed argv[3] for argv[4] steps. Each promise is one `Answer` on standard output, made when the call has returned;
 * drafts and positions are not promised. argv[5]: FULL, or the weaker `synchronous` that the campaign must notice.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { seededRandom } from '../../../agent/cli/replay/random.ts';
import { openJournal, type JournalStore } from '../../../agent/storage/journal/open-journal.ts';
import { idempotentAnswer, saleDraft, saleRecord, sampleNow } from '../../storage/kit/samples.ts';
import { metaKey, type Answer } from './answer.ts';
import { weakenSync, type Synchronous } from './careless.ts';

const [path = '', seed = '1', steps = '1', synchronous = 'FULL'] = process.argv.slice(2);
const random = seededRandom(Number(seed));
weakenSync(synchronous as Synchronous);

let ids = 0;
const newId = (): string => `id-${seed}-${(ids += 1)}`;
let store = open();
for (let step = 0; step < Number(steps); step += 1) {
  const roll = random.next();
  if (roll < 0.25) saveDraft();
  else if (roll < 0.8) sell();
  else if (roll < 0.88) settle(true);
  else if (roll < 0.94) settle(false);
  else if (roll < 0.96) activate();
  else if (roll < 0.985) remember();
  else reopen();
}
store.close();

function open(): JournalStore {
  const opened = openJournal({ path, identity: { tillId: 't1', storeId: 's1', agentVersion: '0.1.0' }, newId, now: () => sampleNow, logPages: 60 });
  const level = opened.durability().synchronous;
  if (level !== synchronous.toLowerCase()) throw new Error(`the journal's connection is ${level} instead of ${synchronous}`);
  answer({ kind: 'ready' });
  return opened;
}

function answer(promise: Answer): void {
  writeSync(1, `${JSON.stringify(promise)}\n`);
}

function saveDraft(): void {
  store.sales.save(saleRecord(`open-${random.between(1, 5)}`, 'priced', { requestHash: newId() }));
}

function sell(): void {
  const saleId = newId();
  store.sales.save(saleRecord(saleId, 'priced'));
  const [operation] = store.journal.append([saleDraft({ saleId, opId: newId() })], sampleNow, { sale: saleRecord(saleId, 'committed'), idempotent: idempotentAnswer(saleId) });
  if (operation !== undefined) answer({ kind: 'sale', seq: operation.seq, hash: operation.hash, saleId });
}

/** The centre has taken everything, and has something to say of the last operation; or nothing. */
function settle(hasVerdict: boolean): void {
  const { seq, hash } = store.journal.head();
  store.outbox.settle({ epoch: 'e1', seq, hash }, hasVerdict ? [{ seq, state: 'parked', reason: 'bundle-unknown' }] : []);
  if (hasVerdict) answer({ kind: 'verdict', seq });
}

function activate(): void {
  const serial = (store.bundles.active()?.serial ?? 0) + 1;
  const text = JSON.stringify({ serial, filler: 'ұ'.repeat(random.between(10, 20_000)) });
  const hash = createHash('sha256').update(text).digest('hex');
  store.bundles.activate({ text, hash, serial, signature: 'none', keyId: 'none' }, sampleNow.atMs);
  answer({ kind: 'bundle', hash });
}

function remember(): void {
  const value = Number(store.meta.get(metaKey) ?? 0) + 1;
  store.meta.set(metaKey, String(value));
  answer({ kind: 'meta', value });
}

function reopen(): void {
  store.close();
  store = open();
}
