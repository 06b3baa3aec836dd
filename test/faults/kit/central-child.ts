import { makeEnrolmentCode } from '../../../agent/cli/start/enrolment-code.ts';
import { startChild, type RunningChild } from '../../../agent/cli/replay/child-process.ts';
import type { CentralDatabase } from './central-database.ts';

export interface CentralChildOptions {
  /** Its home, and its database where that is not embedded */
  database: CentralDatabase;
  /** bundle.json and customers.json to begin with */
  shopFolder: string;
  logFile: string;
}

/** `till central` in a process of its own, which may be killed and started again over the same home at the same port. */
export class CentralChild {
  readonly #options: CentralChildOptions;
  #child: RunningChild;
  private constructor(options: CentralChildOptions, child: RunningChild) {
    this.#options = options;
    this.#child = child;
  }

  static async start(options: CentralChildOptions): Promise<CentralChild> {
    return new CentralChild(options, await run(options, '0'));
  }

  get url(): string {
    return this.#child.url;
  }

  get address(): { host: string; port: number } {
    const { hostname, port } = new URL(this.url);
    return { host: hostname, port: Number(port) };
  }

  enrolmentCode(tillId: string): Promise<string> {
    return makeEnrolmentCode({ url: this.url, home: this.#options.database.home }, { tillId, tillName: tillId, storeId: 'store-1' });
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#child.kill();
  }

  async restart(): Promise<void> {
    this.#child = await run(this.#options, String(this.address.port));
  }

  /** True where it ended in good order. */
  stop(): Promise<boolean> {
    return this.#child.stop();
  }
}

function run({ database, shopFolder, logFile }: CentralChildOptions, port: string): Promise<RunningChild> {
  const { home, postgresUrl } = database;
  // The address carries a password, which the process list would show.
  const env = postgresUrl === undefined ? undefined : { TILL_DATABASE_URL: postgresUrl };
  return startChild('the central', ['central', '--home', home, '--port', port, '--shop', shopFolder], logFile, env);
}
