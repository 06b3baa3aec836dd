import type { Page } from 'playwright-core';

/** Between two keys of a scanner */
const gapMs = 5;

/** One `Input.dispatchKeyEvent` of Chromium's protocol */
export interface KeyEvent {
  type: 'keyDown' | 'rawKeyDown' | 'keyUp';
  timestamp: number;
  key: string;
  code: string;
  text?: string;
  /** 8: with Shift */
  modifiers?: number;
  windowsVirtualKeyCode: number;
}

type Key = Pick<KeyEvent, 'key' | 'code' | 'text' | 'modifiers' | 'windowsVirtualKeyCode'>;

/**
 * Types a code as a keyboard-wedge scanner does: real key events, 5 ms apart by their own time, whatever the machine
 * takes to deliver them.
 *
 * @param afterMs from now to the first of them, by their own time
 */
export async function typeAsScanner(page: Page, code: string, terminator: 'Enter' | 'Tab' = 'Enter', afterMs = 0): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const event of scannerKeys(code, terminator, afterMs)) await session.send('Input.dispatchKeyEvent', event);
  await session.detach();
}

/** The keys of a scanner that types this code now. */
export function scannerKeys(code: string, terminator: 'Enter' | 'Tab' = 'Enter', afterMs = 0): KeyEvent[] {
  const startS = (Date.now() + afterMs) / 1000;
  return [...Array.from(code, characterKey), terminatorKey(terminator)].flatMap((pressed, index) => {
    const timestamp = startS + (index * gapMs) / 1000;
    const { text: _, modifiers: __, ...released } = pressed;
    return [
      { type: pressed.text === undefined ? ('rawKeyDown' as const) : ('keyDown' as const), timestamp, ...pressed },
      { type: 'keyUp' as const, timestamp: timestamp + 0.001, ...released },
    ];
  });
}

/** Digits, capital letters and hyphens. */
function characterKey(digit: string): Key {
  if (digit === '-') return { key: '-', code: 'Minus', text: '-', windowsVirtualKeyCode: 189 };
  if (/[A-Z]/.test(digit)) return { key: digit, code: `Key${digit}`, text: digit, modifiers: 8, windowsVirtualKeyCode: digit.charCodeAt(0) };
  return { key: digit, code: `Digit${digit}`, text: digit, windowsVirtualKeyCode: digit.charCodeAt(0) };
}

function terminatorKey(terminator: 'Enter' | 'Tab'): Key {
  return terminator === 'Enter' ? { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 } : { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
}
