/** A page of an Electron that takes no debugger of Node and that Playwright cannot join: driven by Chromium's own protocol, which a packed shell still speaks. */
import { once } from 'node:events';
import { vi } from 'vitest';
import { scannerKeys } from '../../e2e/kit/wedge.ts';

export interface DebuggedPage {
  /** Its address */
  url: string;
  /** What the expression comes to; a promise is waited for. @throws where the page throws */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Until the page shows this text */
  shows(text: string): Promise<void>;
  /** Until something is there for this selector */
  has(selector: string): Promise<void>;
  /** Types a code as a keyboard-wedge scanner does */
  scan(code: string): Promise<void>;
  press(key: string, windowsVirtualKeyCode: number): Promise<void>;
  /** PNG */
  screenshot(): Promise<Buffer>;
  close(): void;
}

interface Target {
  type: string;
  url: string;
  webSocketDebuggerUrl: string;
}

interface Reply {
  id?: number;
  result?: object;
  error?: { message: string };
}

const waitMs = 60_000;
const everyMs = 100;

/** The first page whose address begins so, once there is one. `debugUrl`: where Chromium's remote debugging answers. */
export async function joinPage(debugUrl: string, beginning = 'app://till/'): Promise<DebuggedPage> {
  const target = await vi.waitFor(async () => {
    const targets = (await (await fetch(`${debugUrl}/json/list`)).json()) as Target[];
    const found = targets.find(({ type, url }) => type === 'page' && url.startsWith(beginning));
    if (found === undefined) throw new Error(`no page at ${beginning} among ${targets.map(({ url }) => url).join(', ')}`);
    return found;
  }, { timeout: waitMs, interval: everyMs });
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket, 'open');
  return pageOver(socket, target.url);
}

function pageOver(socket: WebSocket, url: string): DebuggedPage {
  const waiting = new Map<number, PromiseWithResolvers<object>>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result = {}, error } = JSON.parse(String(data)) as Reply;
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.resolve(result);
    else asked.reject(new Error(error.message));
  });
  socket.addEventListener('close', () => {
    for (const asked of waiting.values()) asked.reject(new Error('the page is gone'));
    waiting.clear();
  });

  async function send<Result extends object>(method: string, params: object = {}): Promise<Result> {
    lastId += 1;
    const asked = Promise.withResolvers<object>();
    waiting.set(lastId, asked);
    socket.send(JSON.stringify({ id: lastId, method, params }));
    return (await asked.promise) as Result;
  }

  async function evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await send<{ result: { value: Value }; exceptionDetails?: { text: string; exception?: { description?: string } } }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async function until(expression: string, what: string): Promise<void> {
    await vi.waitFor(async () => {
      if (await evaluate<boolean>(expression)) return;
      throw new Error(`${what} is not there; the page says: ${await evaluate<string>('document.body.innerText')}`);
    }, { timeout: waitMs, interval: everyMs });
  }

  return {
    url,
    evaluate,
    shows: (text) => until(`document.body.innerText.includes(${JSON.stringify(text)})`, text),
    has: (selector) => until(`document.querySelector(${JSON.stringify(selector)}) !== null`, selector),
    async scan(code) {
      for (const event of scannerKeys(code)) await send('Input.dispatchKeyEvent', event);
    },
    async press(key, windowsVirtualKeyCode) {
      for (const type of ['keyDown', 'keyUp']) await send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode, ...(key === 'Enter' && type === 'keyDown' ? { text: '\r' } : {}) });
    },
    async screenshot() {
      const { data } = await send<{ data: string }>('Page.captureScreenshot');
      return Buffer.from(data, 'base64');
    },
    close: () => socket.close(),
  };
}
