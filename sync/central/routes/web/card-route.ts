import Type from 'typebox';
import { Strict } from '../../../../agent/domain/scalars.ts';
import type { CentralContext } from '../../central-context.ts';
import { CardBalance, readCardBalance } from '../../web/card-balance.ts';
import { webRoute, type WebRoute } from './web-route.ts';

const CardParams = Strict({ number: Type.String({ minLength: 1, maxLength: 64 }) });

export function cardRoute({ db, library, now }: CentralContext): WebRoute {
  return webRoute({
    method: 'GET',
    path: '/v1/cards/{number}',
    summary: 'A card and its balance, and nothing of whose it is',
    scopes: ['partner', 'web-shop'],
    params: CardParams,
    answer: CardBalance,
    problems: ['card-unknown', 'no-bundle'],
    handle: async ({ params }) => ({ body: await readCardBalance(db, library, params.number, now()) }),
  });
}
