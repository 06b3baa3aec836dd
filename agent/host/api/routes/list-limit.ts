import Type from 'typebox';

/** How many a list answers at most: 1 … 200. Query fields are texts. */
export const ListLimit = Type.String({ pattern: '^([1-9][0-9]?|1[0-9]{2}|200)$', description: 'a whole number from 1 to 200' });
