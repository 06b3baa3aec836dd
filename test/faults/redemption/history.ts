import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { SaleRecord } from '../../../agent/ports/sales.ts';
import type { GoodwillCause } from '../../../sync/central/push/goodwill-cause.ts';
import type { EnrolAnswer } from '../../../sync/protocol/messages.ts';
import { protocolVersion } from '../../../sync/protocol/messages.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { makeTillKeys } from '../../central/kit/test-till.ts';
import type { ModelCentre } from './centre.ts';
import { ModelTill } from './model-till.ts';
import type { PolicyName } from './programme.ts';

/** What was printed, as its customer has it in the hand. */
export interface PrintedReceipt {
  opId: string;
  saleId: string;
  tillId: string;
  accountId: string;
  pointsSpent: number;
  pointsEarned: number;
}

/** One shop of its own at a centre: its tills and customers, and what befell them. */
export class History {
  readonly centre: ModelCentre;
  readonly folder: string;
  readonly customers: readonly ShopAccount[];
  readonly isCalm: boolean;
  readonly tills: ModelTill[] = [];
  readonly receipts: PrintedReceipt[] = [];
  /** By till: what the faults in its history may cost */
  readonly faults = new Map<string, Set<GoodwillCause>>();
  /** By folder */
  readonly backups = new Map<string, string>();
  readonly policies = new Set<PolicyName>(['allowance']);
  readonly counts = new Map<string, number>();
  isCentreUp = true;
  /** Tills that the centre's backup does not know; undefined before there is one */
  enrolledSinceBackup: Set<string> | undefined;
  #numbers = 0;

  constructor(options: { centre: ModelCentre; folder: string; customers: readonly ShopAccount[]; isCalm: boolean }) {
    this.centre = options.centre;
    this.folder = options.folder;
    this.customers = options.customers;
    this.isCalm = options.isCalm;
  }

  number(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  till(index: number): ModelTill {
    return this.#at(this.tills, index, 'till');
  }

  customer(index: number): ShopAccount {
    return this.#at(this.customers, index, 'customer');
  }

  /** A fault that may cost the programme something by this till's doing */
  note(till: ModelTill, cause: GoodwillCause): void {
    const { tillId } = till.machine.enrolled;
    this.faults.set(tillId, (this.faults.get(tillId) ?? new Set()).add(cause));
  }

  print(tillId: string, { saleId, commit, customer, priced }: SaleRecord): void {
    if (commit === undefined || customer === undefined) return;
    this.receipts.push({ opId: commit.opId, saleId, tillId, accountId: customer.state.accountId, pointsSpent: priced.pointsSpent, pointsEarned: priced.pointsEarned });
  }

  async addTill(tillId: string): Promise<ModelTill> {
    const process = this.number() % 2;
    const keys = makeTillKeys();
    const { centre } = this;
    const call = async <Body>(url: string, payload: object, token?: string): Promise<Body> => {
      const answer = await centre.servers[process]?.inject({ method: 'POST', url, payload, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
      if (answer?.statusCode !== 200) throw new Error(`${url} was answered ${answer?.statusCode}: ${answer?.body}`);
      return answer.json<Body>();
    };
    const { code } = await call<{ code: string }>('/admin/v1/enrolment-codes', { tillId, tillName: tillId, storeId: 'store-1' }, centre.adminToken);
    const enrolled = await call<EnrolAnswer>('/till/v1/enrol', { protocol: protocolVersion, code, publicKey: keys.publicKey });
    const till = new ModelTill({ folder: join(this.folder, `machine-${this.number()}`), centre, enrolled, keys, process });
    await till.pull();
    return till;
  }

  /** A machine that nobody sees again */
  remove(till: ModelTill): void {
    till.close();
    this.tills.splice(this.tills.indexOf(till), 1);
  }

  newSaleId(): string {
    return `sale-${this.number()}-${randomUUID()}`;
  }

  close(): void {
    for (const till of this.tills) till.close();
  }

  #at<Item>(items: readonly Item[], index: number, what: string): Item {
    const item = items[index % items.length];
    if (item === undefined) throw new Error(`this history has no ${what}`);
    return item;
  }
}
