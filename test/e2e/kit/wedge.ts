import type { Page } from 'playwright-core';

/** Between two keys of a scanner */
const gapMs = 5;

/**
 * Types a code as a keyboard-wedge scanner does: real key events, 5 ms apart by their own time, whatever the machine
 * takes to deliver them.
 */
export async function typeAsScanner(page: Page, code: string, terminator: 'Enter' | 'Tab' = 'Enter'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const startS = Date.now() / 1000;
  const keys = [...Array.from(code, digitKey), terminatorKey(terminator)];
  for (const [index, key] of keys.entries()) {
    const timestamp = startS + (index * gapMs) / 1000;
    await session.send('Input.dispatchKeyEvent', { type: key.text === undefined ? 'rawKeyDown' : 'keyDown', timestamp, ...key });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: timestamp + 0.001, key: key.key, code: key.code, windowsVirtualKeyCode: key.windowsVirtualKeyCode });
  }
  await session.detach();
}

function digitKey(digit: string): { key: string; code: string; text?: string; windowsVirtualKeyCode: number } {
  return { key: digit, code: `Digit${digit}`, text: digit, windowsVirtualKeyCode: digit.charCodeAt(0) };
}

function terminatorKey(terminator: 'Enter' | 'Tab'): { key: string; code: string; text?: string; windowsVirtualKeyCode: number } {
  return terminator === 'Enter' ? { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 } : { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
}
