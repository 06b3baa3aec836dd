import type { Migration } from '../migrate.ts';
import { initial } from './0010-initial.ts';

/** Oldest first. A released one is never edited. */
export const allMigrations: readonly [Migration, ...Migration[]] = [initial];
