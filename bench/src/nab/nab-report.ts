import { markdownTable } from '../markdown-table.ts';
import type { ObserveCost } from './observe-cost.ts';
import { profileNames } from './profiles.ts';
import type { Corpus } from './read-corpus.ts';
import type { DetectorScore } from './score-detector.ts';

/** The text that the command prints. */
export const nabReport = (
  { series, unlabelled, missing }: Corpus,
  scores: Record<string, DetectorScore>,
  cost: ObserveCost,
): string => {
  const rows = series.reduce((sum, { times }) => sum + times.length, 0);
  const windows = series.flatMap((each) => each.windows).length;
  return [
    `${series.length} files, ${rows} rows, ${windows} windows. 0 is a detector that calls nothing an anomaly, 100 a perfect one.`,
    ...leftOut('Not scored, since the labels do not name them', unlabelled),
    ...leftOut('Named by the labels and not there, so not scored', missing),
    '',
    markdownTable(
      headings(scores),
      Object.entries(scores).map(([name, score]) => [name, ...cells(score)]),
    ),
    ...Object.entries(scores).flatMap(([name, score]) => atRecommended(name, score)),
    `It takes ${Math.round(cost.nanoseconds)} ns of CPU a reading (median of ${cost.runs} runs) and ${cost.largestBytes} bytes a signal at most, ${cost.medianBytes} in the median.`,
  ].join('\n');
};

const atRecommended = (name: string, score: DetectorScore): string[] =>
  score.standard.recommended === undefined
    ? []
    : [
        '',
        `At the threshold that it recommends, ${name} scores ${profileNames.map((profile) => `${profile} ${score[profile].recommended?.toFixed(1)}`).join(', ')}.`,
      ];

const leftOut = (why: string, files: readonly string[]): string[] =>
  files.length === 0
    ? []
    : [`${why}: ${files.length} files (${files.slice(0, 3).join(', ')}${files.length > 3 ? ', …' : ''}).`];

const headings = (scores: Record<string, DetectorScore>): string[] => [
  'detector',
  ...profileNames.flatMap((profile) => [profile, ...(isCrossValidated(scores) ? ['cross-validated'] : [])]),
  'threshold',
  'windows found',
  'false positives',
];

const cells = (score: DetectorScore): string[] => [
  ...profileNames.flatMap((profile) => {
    const { score: inSample, crossValidated } = score[profile];
    return [inSample.toFixed(1), ...(crossValidated === undefined ? [] : [crossValidated.toFixed(1)])];
  }),
  score.standard.threshold.toFixed(4),
  String(score.standard.windowsFound),
  String(score.standard.falsePositives),
];

const isCrossValidated = (scores: Record<string, DetectorScore>): boolean =>
  Object.values(scores).some((score) => score.standard.crossValidated !== undefined);
