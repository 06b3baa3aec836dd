import Type from 'typebox';
import { ForecastsRequest, ForecastsView, ForecastView } from '../../../../agent/contract/forecast.ts';
import { Id, maxAmount, Strict } from '../../../../agent/domain/scalars.ts';
import { forecastGood } from '../../../../agent/usecases/forecast-good.ts';
import { refuse } from '../../../../agent/usecases/outcome.ts';
import type { Till } from '../../../../agent/usecases/till.ts';
import type { CentralContext } from '../../central-context.ts';
import { channelOf } from '../../web/channel-of.ts';
import type { WebChannel } from '../../web/web-channel.ts';
import { WebJournal } from '../../web/web-journal.ts';
import { atTheCentre, readBooks, noCodes, webTill } from '../../web/web-till.ts';
import { webRoute, type WebRoute } from './web-route.ts';

const ForecastQuery = Strict({
  sku: Id,
  /** What would be shown as a card */
  customer: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** The programme's price, if nothing is said. Query fields are texts. */
  unitPriceMinor: Type.Optional(Type.String({ pattern: '^(0|[1-9][0-9]{0,15})$', description: 'money in minor units, a whole number from 0' })),
});

/** Neither of them writes anything. */
export function forecastRoutes(context: CentralContext): WebRoute[] {
  const scopes = ['web-shop'] as const;
  return [
    webRoute({
      method: 'GET',
      path: '/v1/forecast',
      summary: 'What one piece or kilogram of a good would earn in points and cost, if it were all that is bought',
      scopes,
      query: ForecastQuery,
      answer: ForecastView,
      problems: ['not-ready', 'not-found', 'amount-too-large'],
      handle: async ({ key, query: { sku, customer, unitPriceMinor } }) => {
        if (Number(unitPriceMinor ?? 0) > maxAmount) return refuse('amount-too-large', `A price is at most ${maxAmount}.`);
        const till = await lookingTill(context, channelOf(key), customer);
        const outcome = forecastGood(till, { sku, ...(customer === undefined ? {} : { code: customer }), ...(unitPriceMinor === undefined ? {} : { unitPriceMinor: Number(unitPriceMinor) }) });
        return outcome.ok ? { body: outcome.forecast } : outcome;
      },
    }),
    webRoute({
      method: 'POST',
      path: '/v1/forecast',
      summary: 'The same for up to 500 goods at once, each as if it were all that is bought',
      scopes,
      body: ForecastsRequest,
      answer: ForecastsView,
      problems: ['not-ready'],
      handle: async ({ key, body: { customer, goods } }) => {
        const till = await lookingTill(context, channelOf(key), customer);
        const foreseen: ForecastsView['goods'] = [];
        let customerProblem: ForecastsView['customerProblem'];
        for (const good of goods) {
          const outcome = forecastGood(till, { ...good, ...(customer === undefined ? {} : { code: customer }) });
          if (!outcome.ok) {
            // without a programme there is no forecast at all; what is wrong with one good is told beside the others
            if (outcome.code === 'not-ready') return outcome;
            foreseen.push({ sku: good.sku, problem: outcome.code });
            continue;
          }
          const { customerProblem: problem, ...forecast } = outcome.forecast;
          customerProblem = problem;
          foreseen.push(forecast);
        }
        return { body: { ...(customerProblem === undefined ? {} : { customerProblem }), goods: foreseen } };
      },
    }),
  ];
}

/** A till that only looks: nothing is locked, and nothing is written of what it would want. */
async function lookingTill({ db, library, rootKeys, now }: CentralContext, channel: WebChannel, code: string | undefined): Promise<Till> {
  const nowMs = now();
  const rootKey = await rootKeys.inForce(db);
  const books = await readBooks(db, library, channel, code === undefined ? {} : { code }, { nowMs, seq: 0 });
  return webTill({ channel, nowMs, books, rootKey, journal: new WebJournal(channel.journalId, undefined, []), authority: { standing: atTheCentre, hold: async () => await Promise.resolve({ outcome: 'unavailable', ambiguous: false }), returnable: async () => await Promise.resolve({ outcome: 'unavailable' }), useQr: noCodes } });
}
