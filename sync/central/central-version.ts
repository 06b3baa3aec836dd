import manifest from '../../package.json' with { type: 'json' };

/** The release, as it is recorded in the journals of web channels. */
export const centralVersion: string = manifest.version;
