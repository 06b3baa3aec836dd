import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** Flags of the packed Chromium that would make it unlike a cashier's browser: the page must hold under the same-origin policy. */
const unlike = new Set(['--disable-web-security', '--allow-running-insecure-content', '--single-process', '--no-zygote']);

/** A real Chromium that comes as an npm package; nothing else needs to be installed. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return playwright.launch({ executablePath, args: chromium.args.filter((flag) => !unlike.has(flag)), headless: true });
}
