import type { Authority, AuthorityStanding, HoldAnswer, HoldRequest, QrUseAnswer, ReturnableAnswer } from '../../../agent/ports/authority.ts';

type Script = (request: HoldRequest) => HoldAnswer | Promise<HoldAnswer>;

/** A points authority that answers as the test says. */
export interface ScriptedAuthority extends Authority {
  /** What it was asked, oldest first */
  readonly requests: HoldRequest[];
  readonly budgetsMs: number[];
  /** What it says of sales, by their ids; it knows no others */
  readonly sales: Map<string, ReturnableAnswer>;
  /** What it says of codes of the application, by their nonces; others are good */
  readonly codes: Map<string, QrUseAnswer>;
  /** How it answers from now on */
  answer(script: Script): void;
  /** How it can be reached from now on */
  stand(standing: Partial<AuthorityStanding>): void;
}

export const holdExpiresAtMs = 1_795_340_000_000;

/** Grants everything until it is told otherwise. */
export function scriptedAuthority(): ScriptedAuthority {
  let script: Script = grant;
  let standing: AuthorityStanding = { isReachable: true, isQuarantined: false };
  const sales = new Map<string, ReturnableAnswer>();
  const codes = new Map<string, QrUseAnswer>();
  const requests: HoldRequest[] = [];
  const budgetsMs: number[] = [];
  return {
    requests,
    budgetsMs,
    sales,
    codes,
    answer: (next) => {
      script = next;
    },
    stand: (next) => {
      standing = { ...standing, ...next };
    },
    standing: () => standing,
    hold: async (request, budgetMs) => {
      requests.push(request);
      budgetsMs.push(budgetMs);
      return script(request);
    },
    useQr: async ({ nonce }) => await Promise.resolve(codes.get(nonce) ?? { outcome: 'yours' }),
    returnable: async (saleId) => await Promise.resolve(sales.get(saleId) ?? { outcome: 'unknown' }),
  };
}

export function grant(request: HoldRequest): HoldAnswer {
  return { outcome: 'held', points: request.points, expiresAtMs: holdExpiresAtMs };
}
