import { resolve } from 'node:path';
import { recommendedThreshold } from '../../../services/alerts/src/engine/anomaly/observe.ts';
import { readCommandLine, usage } from './command-line.ts';
import type { Detector } from './detector.ts';
import { millraceDetector } from './millrace-detector.ts';
import { nabReport } from './nab-report.ts';
import { nullDetector } from './null-detector.ts';
import { observeCost } from './observe-cost.ts';
import { readCorpus } from './read-corpus.ts';
import { readResults } from './read-results.ts';
import { scoreDetector } from './score-detector.ts';
import { windowedGaussian } from './windowed-gaussian.ts';

/** npm run nab -- FOLDER [--cross-validate] [--results FOLDER] */
const folds = 5;

/** npm runs scripts at the root; folders are named from where the person is. */
const fromCaller = (folder: string): string => resolve(process.env.INIT_CWD ?? '', folder);

/** Silent for the first two seconds, then a line a second. */
const progress = (): ((step: string) => void) => {
  let shown = Date.now() + 1_000;
  return (step) => {
    if (Date.now() - shown < 1_000) return;
    shown = Date.now();
    process.stderr.write(`${step} …\n`);
  };
};

const main = (args: string[]): number => {
  const options = readCommandLine(args);
  if (!options) {
    console.log(usage);
    return 0;
  }
  const show = progress();
  const corpus = readCorpus(fromCaller(options.folder));
  const detectors: Record<string, Detector> = {
    Millrace: millraceDetector,
    'windowed Gaussian': windowedGaussian,
    null: nullDetector,
    ...(options.results === undefined ? {} : readResults(fromCaller(options.results))),
  };
  const scores = Object.entries(detectors).map(([name, detector]) => {
    const rows = corpus.series.map((series) => {
      show(`${name}: ${series.name}`);
      return detector(series);
    });
    show(`${name}: scoring`);
    const recommended = detector === millraceDetector ? recommendedThreshold : undefined;
    return [
      name,
      scoreDetector(corpus.series, rows, { folds: options.crossValidate ? folds : undefined, recommended }),
    ] as const;
  });
  show('Measuring the cost of a reading');
  console.log(nabReport(corpus, Object.fromEntries(scores), observeCost(corpus.series)));
  return 0;
};

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
