import type { TillPage } from './till-page.ts';
import { typeAsScanner } from './wedge.ts';

/** Signs somebody of the demo shop in, by name, and waits until the strip says so. */
export async function signInAs(till: TillPage, user: string, pin: string): Promise<void> {
  await till.page.locator('.who').click();
  const sheet = till.page.locator('.sign-in');
  await sheet.locator('input').first().fill(user);
  await sheet.locator('[type=password]').fill(pin);
  await sheet.locator('[type=password]').press('Enter');
  await sheet.waitFor({ state: 'detached' });
}

/** A badge under the scanner. */
export function badgeOf(till: TillPage, badge: string): Promise<void> {
  return typeAsScanner(till.page, badge);
}
