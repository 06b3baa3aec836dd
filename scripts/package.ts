/** `npm run package -- --dir`: the application as it is installed, unpacked below `dist`. Downloads nothing. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { build, Platform } from 'electron-builder';
import { CliFailure } from '../agent/cli/cli-failure.ts';
import { newProgram } from '../agent/cli/new-program.ts';
import { projectRoot } from '../agent/cli/project.ts';
import { runProgram } from '../agent/cli/run-program.ts';
import { buildRelease } from './package/build-release.ts';

const firstWithFileFuse = 29;

await runProgram(packageCommand, process.argv.slice(2));

function packageCommand(): Command {
  return newProgram('package')
    .description('Builds the desktop application: the shell, and beside it Node and the agent.')
    .requiredOption('--dir', 'unpacked, as it would lie on the disk (installers come later)')
    .option('--output <folder>', 'where it goes (default: dist)')
    .option('--json', 'one JSON object on the last line')
    .addHelpText('after', '\nElectron comes from the folder that ELECTRON_OVERRIDE_DIST_PATH names, else from the package electron.\nExit codes: 0 done, 1 it failed, 2 wrong use.')
    .action(makePackage);
}

async function makePackage({ output, json }: { dir: true; output?: string; json?: true }): Promise<void> {
  const electronDist = electronFolder();
  await buildRelease(projectRoot, process.execPath);
  const made = await build({
    projectDir: projectRoot,
    targets: Platform.current().createTarget('dir'),
    config: { extends: join(projectRoot, 'electron-builder.yml'), electronDist, ...laterFuses(electronDist), ...(output === undefined ? {} : { directories: { output } }) },
    publish: 'never',
  });
  const folder = join(output ?? join(projectRoot, 'dist'), `${process.platform === 'linux' ? 'linux' : 'win'}-unpacked`);
  process.stdout.write(json === true ? `${JSON.stringify({ ok: true, folder, artifacts: made })}\n` : `✓ ${folder}\n`);
}

/** Fuses that an Electron this old does not have cannot be blown; `electron-builder.yml` names those that every one has. */
function laterFuses(electronDist: string): object {
  const major = Number(readFileSync(join(electronDist, 'version'), 'utf8').replace(/^v/, '').split('.')[0]);
  return major < firstWithFileFuse ? {} : { electronFuses: { grantFileProtocolExtraPrivileges: false } };
}

function electronFolder(): string {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (named !== undefined && named !== '') return named;
  try {
    return join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
  } catch (cause) {
    throw new CliFailure('electron-missing', 'there is no Electron: install the package electron, or name a folder with one in ELECTRON_OVERRIDE_DIST_PATH', 1, { cause });
  }
}
