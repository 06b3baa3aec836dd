import Type from 'typebox';

/** Without control characters: the database keeps no U+0000, and a log no line break */
export const ShownName = Type.String({ minLength: 1, maxLength: 80, pattern: '^[^\\p{Cc}\\p{Cs}]+$', description: 'a name of letters, digits and signs, without control characters' });
