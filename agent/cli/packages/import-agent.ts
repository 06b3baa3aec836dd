import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../project.ts';
import { agentBuild, isFresh } from '../start/web-build.ts';

const source = '../../host/start-agent.ts';

/**
 * The agent: from the build that `till start` makes, where it was made from the sources of now, and else from the sources themselves. What runs is the same;
 * Node spends most of a start on finding, reading and linking two thousand files.
 */
export async function importAgent() {
  const hooks = isFresh(agentBuild) ? leadToBuild() : undefined;
  try {
    return await import('../../host/start-agent.ts');
  } finally {
    hooks?.deregister();
  }
}

function leadToBuild() {
  const url = pathToFileURL(join(projectRoot, agentBuild.folder, 'start-agent.mjs')).href;
  return registerHooks({ resolve: (name, context, next) => (name === source ? { url, format: 'module', shortCircuit: true } : next(name, context)) });
}
