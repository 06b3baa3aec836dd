import type { QuestionnairesView } from '../../contract/customer.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';

/** What the programme asks customers and offers them, as a page shows it. */
export function questionnairesView({ bundle }: CompiledBundle): QuestionnairesView {
  const { questionnaires = [], phoneConfirmation, favourite, adjustments, claims, categories } = bundle;
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return {
    questionnaires,
    confirmation: phoneConfirmation?.when ?? 'never',
    ...(favourite === undefined
      ? {}
      : { favourite: { categories: favourite.categories.map((id) => ({ id, name: names.get(id) ?? { ru: id } })), days: favourite.days, perMonth: favourite.perMonth } }),
    ...(adjustments === undefined
      ? {}
      : {
          adjustments: {
            reasons: adjustments.reasons.map(({ id, name }) => ({ id, name })),
            maxPointsPerOperation: adjustments.maxPointsPerOperation,
            maxPointsPerManagerAndDay: adjustments.maxPointsPerManagerAndDay,
          },
        }),
    ...(claims === undefined ? {} : { claims: { withinDays: claims.withinDays } }),
  };
}
