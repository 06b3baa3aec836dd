import type { Migration } from '../migrate.ts';
import { keysOfOperations } from './0120-keys-of-operations.ts';
import { indexesBehindTheCommit } from './0130-indexes-behind-the-commit.ts';
import { initial } from './0010-initial.ts';
import { segmentsAndSealedBlobs } from './0020-segments-and-sealed-blobs.ts';
import { desk } from './0080-desk.ts';
import { whatSalesUsedUp } from './0030-what-sales-used-up.ts';
import { whatWasDoneToCards } from './0040-what-was-done-to-cards.ts';
import { limits } from './0050-limits.ts';
import { lookUps } from './0110-look-ups.ts';
import { salesByReceipt } from './0070-sales-by-receipt.ts';

/** Oldest first. A released one is never edited. */
export const allMigrations: readonly [Migration, ...Migration[]] = [initial, segmentsAndSealedBlobs, whatSalesUsedUp, whatWasDoneToCards, limits, salesByReceipt, desk, lookUps, keysOfOperations, indexesBehindTheCommit];
