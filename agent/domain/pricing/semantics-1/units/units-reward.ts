import type { UnitsReward } from '../../../promotions/stages.ts';

/** The reward of units of that kind. */
export type UnitsRewardOf<Kind extends UnitsReward['kind']> = Extract<UnitsReward, { kind: Kind }>;
