import { makeEnrolmentCode } from '../../../agent/cli/start/enrolment-code.ts';
import { startChild, type RunningChild } from '../../../agent/cli/replay/child-process.ts';

export interface CentralChildOptions {
  home: string;
  /** bundle.json and customers.json to begin with */
  shopFolder: string;
  logFile: string;
  /** More arguments of `till central` */
  args?: readonly string[];
}

/** `till central` in a process of its own, which may be killed and started again over the same home at the same port. */
export class CentralChild {
  readonly #options: CentralChildOptions;
  #child: RunningChild;
  /** From the start of the process until it answered, of each start after a kill */
  readonly restartsMs: number[] = [];

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
    return makeEnrolmentCode({ url: this.url, home: this.#options.home }, { tillId, tillName: tillId, storeId: 'store-1' });
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#child.kill();
  }

  async restart(): Promise<void> {
    const beganMs = performance.now();
    this.#child = await run(this.#options, String(this.address.port));
    this.restartsMs.push(performance.now() - beganMs);
  }

  /** True where it ended in good order. */
  stop(): Promise<boolean> {
    return this.#child.stop();
  }
}

function run({ home, shopFolder, logFile, args = [] }: CentralChildOptions, port: string): Promise<RunningChild> {
  return startChild('the central', ['central', '--home', home, '--port', port, '--shop', shopFolder, ...args], logFile);
}
