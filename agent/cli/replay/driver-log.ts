import { open, type FileHandle } from 'node:fs/promises';

/** What the driver asks of an agent and what it is told, as the oracle reads it again after the run. */
export type LogRecord =
  | { type: 'request'; call: number; attempt: number; till: number; method: string; path: string; key?: string; bodySha256?: string }
  | { type: 'answer'; call: number; attempt: number; status: number; code?: string; sale?: AnsweredSale; return?: AnsweredReturn }
  | { type: 'unanswered'; call: number; attempt: number; reason: string };

/** Of the answer to a commit: what the oracle counts with. */
export interface AnsweredSale {
  saleId: string;
  state: string;
  /** Absent for an anonymous sale */
  accountId?: string;
  discountMinor: number;
  payableMinor: number;
  pointsEarned: number;
  pointsSpent: number;
  /** Of those earned, what cannot be spent yet; absent where there is nothing */
  pointsPending?: number;
  operation?: AnsweredOperation;
}

export interface AnsweredReturn {
  returnId: string;
  saleId: string;
  state: string;
  refundMinor: number;
  pointsGivenBack: number;
  pointsTakenBack: number;
  /** Points due that the rules left to the customer */
  pointsShortfall: number;
  /** Of those taken back, what had not become available; absent where there is nothing */
  pendingTakenBack?: number;
  operation?: AnsweredOperation;
}

export interface AnsweredOperation {
  journalId: string;
  seq: number;
  opId: string;
  hash: string;
}

/**
 * The driver's own memory, NDJSON, synced to the disk before a request goes out and before an answer counts. Writers that come
 * while a sync is under way share the next one, so that the tills do not wait in line for the disk.
 */
export class DriverLog {
  readonly #file: FileHandle;
  #waiting: { text: string; done: (fault?: Error) => void }[] = [];
  #writing: Promise<void> | undefined;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<DriverLog> {
    return new DriverLog(await open(path, 'ax', 0o600));
  }

  /** Resolves when the record is on the disk. */
  append(record: LogRecord): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ text: `${JSON.stringify(record)}\n`, done: (fault) => (fault === undefined ? resolve() : reject(fault)) });
    });
    this.#writing ??= this.#writeAll();
    return written;
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        await this.#file.writeFile(batch.map(({ text }) => text).join(''));
        await this.#file.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { done } of batch) done(new Error(`the driver's log cannot be written: ${String(error)}`, { cause: error }));
      }
    }
    this.#writing = undefined;
  }
}
