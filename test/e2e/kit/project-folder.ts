import { fileURLToPath } from 'node:url';

/** Where the project lies, without a slash at the end. */
export const projectFolder = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
