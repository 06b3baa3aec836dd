import type { FlatResult } from '../flat.ts';
import { FloorTill } from '../floor.ts';
import type { Contestant } from './contestant.ts';

export const floor: Contestant = {
  name: 'floor',
  isPeer: false,
  prepare: ({ goods, rules }) => {
    const till = new FloorTill(goods.values(), rules);
    return Promise.resolve({ run: ({ flat }) => till.price(flat), result: (outcome) => outcome as FlatResult });
  },
};
