import type { Check } from '../check.ts';

export const nodeVersion: Check = {
  name: 'Node',
  look: () => {
    const isRight = Number(process.versions.node.split('.')[0]) >= 24;
    return isRight
      ? { state: 'ok', detail: `${process.version} at ${process.execPath}` }
      : { state: 'failed', detail: process.version, todo: 'run it through npm (npm run till -- doctor): the project brings Node 24' };
  },
};
