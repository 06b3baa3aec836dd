import type { OperationBody } from '../../../agent/domain/operations/operation.ts';
import type { Books } from '../accounts/books.ts';
import { TransactionConflict, type Queryable } from '../database/database.ts';

/** Accounts that are another one now: from the merged account to the one that is left. */
export type Redirects = ReadonlyMap<string, string>;

export async function readRedirects(db: Queryable, accountIds: readonly string[]): Promise<Redirects> {
  if (accountIds.length === 0) return new Map();
  const rows = await db.query<{ account_id: string; merged_into: string }>('SELECT account_id, merged_into FROM account WHERE account_id = ANY($1) AND merged_into IS NOT NULL', [accountIds]);
  return new Map(rows.map(({ account_id, merged_into }) => [account_id, merged_into]));
}

/** The account itself, or that which is left of it. */
export async function leftOf(db: Queryable, accountId: string): Promise<string> {
  return (await readRedirects(db, [accountId])).get(accountId) ?? accountId;
}

/** Throws where one of these accounts, which are locked now, was merged since its redirect was read: run again, the transaction sees it. */
export function assertNotMerged({ accounts }: Books): void {
  if ([...accounts.values()].some(({ account }) => account.mergedInto !== undefined)) throw new TransactionConflict('an account was merged at the same moment');
}

/** The same for accounts that are locked without their books. */
export async function assertStillApart(tx: Queryable, accountIds: readonly string[]): Promise<void> {
  if ((await readRedirects(tx, accountIds)).size > 0) throw new TransactionConflict('an account was merged at the same moment');
}

/** The operation as if it had named the account that is left. Its stored text stays what its till wrote. */
export function redirected(body: OperationBody, redirects: Redirects): OperationBody {
  if (redirects.size === 0) return body;
  const named = ownAccountOf(body);
  const accountId = named === undefined ? undefined : redirects.get(named);
  if (body.kind === 'sale-committed') {
    const { customer } = body.payload;
    const known = customer === undefined ? undefined : redirects.get(customer.state.accountId);
    if (accountId === undefined && known === undefined) return body;
    return {
      ...body,
      payload: {
        ...body.payload,
        ...(accountId === undefined ? {} : { accountId }),
        ...(customer === undefined || known === undefined ? {} : { customer: { ...customer, state: { ...customer.state, accountId: known } } }),
      },
    };
  }
  return accountId === undefined ? body : ({ ...body, payload: { ...body.payload, accountId } } as OperationBody);
}

/** Accounts that an operation names. */
export function accountsNamedBy(body: OperationBody | undefined): string[] {
  if (body === undefined) return [];
  const accountId = ownAccountOf(body);
  const shown = body.kind === 'sale-committed' ? body.payload.customer?.state.accountId : undefined;
  if (shown === undefined || shown === accountId) return accountId === undefined ? [] : [accountId];
  return accountId === undefined ? [shown] : [accountId, shown];
}

/** Operations on no customer have no account. */
function ownAccountOf({ payload }: OperationBody): string | undefined {
  return 'accountId' in payload ? payload.accountId : undefined;
}
