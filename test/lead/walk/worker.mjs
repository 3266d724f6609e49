// Walks the seeds it is given, one after another, and says after each how it went.
import { parentPort, workerData } from 'node:worker_threads';
import '../../on-build.mjs';

const { Walk } = await import('./walk.ts');

parentPort.on('message', (seed) => {
  const walk = new Walk(seed, workerData.steps);
  try {
    walk.run();
    parentPort.postMessage({ seed, tally: walk.tally });
  } catch (error) {
    parentPort.postMessage({ seed, tally: walk.tally, failure: error.message });
  }
});
parentPort.postMessage({});
