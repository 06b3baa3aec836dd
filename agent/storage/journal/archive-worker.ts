/** Worker: writes one segment's file, away from the thread that sells. `workerData`: journal's path and the piece; answers with the `Segment`. */
import { parentPort, workerData } from 'node:worker_threads';
import { writeArchiveFile } from './archive-file.ts';

const { path, piece } = workerData as { path: string; piece: { firstSeq: number; lastSeq: number } };
parentPort?.postMessage(writeArchiveFile(path, piece), []);
