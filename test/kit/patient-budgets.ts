import type { WaitBudgets } from '../../agent/usecases/till.ts';

/** A cashier who waits as long as the centre needs: whether an answer comes within the 300 ms of a till is the machine's affair, and no test's. */
export const patientBudgets: WaitBudgets = { holdMs: 60_000, returnableMs: 60_000, lookUpMs: 60_000, codeMs: 60_000 };
