import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';
import { projectFolder } from './project-folder.ts';

/** Flags of the packed Chromium that would make it unlike a cashier's browser: the page must hold under the same-origin policy. */
const unlike = new Set(['--disable-web-security', '--allow-running-insecure-content', '--single-process', '--no-zygote']);

/** The package's own names a folder that all users of the machine share. */
const fontConfig = 'till-fonts.conf';

/** A real Chromium that comes as an npm package, with the libraries that it links to: nothing needs to be installed. */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const folder = await unpackedChromium();
  const environment = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return playwright.launch({
    executablePath: join(folder, 'chromium'),
    args: [...chromium.args.filter((flag) => !unlike.has(flag)), ...flags],
    headless: true,
    // A machine without a desktop has neither NSS nor fonts; without any font Chromium ends at once.
    // In another locale than one of UTF-8 it finds no file under a path with Cyrillic letters.
    env: { ...environment, LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, fontConfig) },
  });
}

/** Unpacked once for each version and user, in a folder of its own that is put in place whole: a test that was killed leaves no half of a browser. */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(projectFolder, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `till-chromium-${version}-${process.getuid?.() ?? 'user'}`);
  if (existsSync(folder)) return folder;
  const draft = await mkdtemp(join(tmpdir(), 'till-chromium-'));
  // The package unpacks into the temporary folder, and its libraries only where it believes to be in a bare container.
  await withEnvironment({ TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }, () => chromium.executablePath());
  await writeFile(join(draft, fontConfig), `<?xml version="1.0"?>\n<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>\n`);
  await rename(draft, folder).catch(async (error: unknown) => {
    // Another test was first.
    if (!existsSync(folder)) throw error;
    await rm(draft, { recursive: true, force: true });
  });
  return folder;
}

async function withEnvironment<Result>(values: Readonly<Record<string, string>>, work: () => Promise<Result>): Promise<Result> {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
