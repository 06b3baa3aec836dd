import type { Account } from '../../agent/domain/customer/account.ts';
import type { FeedAnswer } from '../protocol/messages.ts';

/** JSON by list: a page goes to many tills, and is nearly all of their answers. */
const texts = new WeakMap<readonly Account[], string>();

/** The answer as JSON. */
export function feedAnswerText({ accounts, ...rest }: FeedAnswer): string {
  const text = texts.get(accounts) ?? JSON.stringify(accounts);
  texts.set(accounts, text);
  return `${JSON.stringify(rest).slice(0, -1)},"accounts":${text}}`;
}
