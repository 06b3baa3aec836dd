import manifest from '../../package.json' with { type: 'json' };

/** The agent's release, as it is recorded in the journal and shown in the status. */
export const agentVersion: string = manifest.version;
