/**
 * Makes the pictures of docs/screens: every place's own (`test/e2e/pictures/<place>.ts`) in three languages, light and dark, from the demo shop, the real chain and a real browser.
 * Not a test: somebody looks at what comes out. `node test/e2e/make-screens.ts --help`
 */
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { launchBrowser } from './kit/browser.ts';
import { buildPage } from './kit/built-page.ts';
import { projectFolder } from './kit/project-folder.ts';
import { tillScreen } from './kit/till-screen.ts';
import { choosePictures, formats, pictureLanguages, readPlaces, readSize, themes, type Size } from './pictures/plan-pictures.ts';
import { writeScreensPages } from './pictures/screens-pages.ts';
import { takePictures, type Taken } from './pictures/take-pictures.ts';

interface Options {
  only: string[];
  language: (typeof pictureLanguages)[number][];
  theme: (typeof themes)[number][];
  size: Size[];
  format: (typeof formats)[number];
  json?: true;
}

const places = await readPlaces(join(import.meta.dirname, 'pictures'));
const program = new Command('make-screens')
  .description('Takes the pictures of the screens: each as FOLDER/<place>/<name>-<language>-<light|dark>[-<size>].<format>, and the pages that show them.')
  .argument('[folder]', 'where they go', 'docs/screens')
  .option('--only <place...>', 'whole places (sale) or single pictures (sale/empty)', [])
  .addOption(new Option('--language <language...>', 'in these languages').choices(pictureLanguages).default([...pictureLanguages]))
  .addOption(new Option('--theme <theme...>', 'in these themes').choices(themes).default([...themes]))
  .option('--size <size...>', 'of the page, as in 1280x800', addSize, [tillScreen])
  .addOption(new Option('--format <format>', 'of the files').choices(formats).default('png'))
  .option('--json', 'what was taken, as JSON')
  .addHelpText('after', `\nPlaces:\n${places.map(({ place, pictures }) => `  ${place}: ${pictures.map(({ name }) => name).join(', ')}`).join('\n')}\n\nExit codes: 0 all were taken, 1 some failed, 2 wrong use, 143 stopped.`)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run);
await program.parseAsync();

/** Of several sizes one after the other; the first takes the place of the usual one. */
function addSize(text: string, before: Size[]): Size[] {
  const size = readSize(text);
  if (size === undefined) throw new InvalidArgumentError('It must be WIDTHxHEIGHT, as in 1280x800.');
  return before[0] === tillScreen ? [size] : [...before, size];
}

async function run(folder: string, { only, language, theme, size, format, json }: Options): Promise<void> {
  const chosen = choosePictures(places, only);
  if (chosen === undefined) return program.error(`error: there is no picture ${only.join(', ')}`);
  const taken: Taken[] = [];
  // Playwright ends the browser at this signal and leaves the process: the rest would fail one by one.
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const built = await buildPage();
  const browser = await launchBrowser();
  for (const place of chosen) {
    if (stop.signal.aborted) break;
    await takePictures(place, {
      browser, pageFolder: built.folder, targetFolder: resolve(projectFolder, folder), languages: language, themes: theme, sizes: size, format, signal: stop.signal,
      onTaken(one) {
        taken.push(one);
        if (json !== true) process.stdout.write(`${one.fault === undefined ? 'taken ' : 'FAILED'} ${one.file}${one.fault === undefined ? '' : `\n  ${one.fault}`}\n`);
      },
    });
  }
  await browser.close();
  await built.remove();
  if (stop.signal.aborted) {
    process.exitCode = 143;
    return;
  }
  await writeScreensPages(resolve(projectFolder, folder));
  if (json === true) process.stdout.write(`${JSON.stringify({ ok: taken.every(({ fault }) => fault === undefined), taken })}\n`);
  process.exitCode = taken.some(({ fault }) => fault !== undefined) ? 1 : 0;
}
