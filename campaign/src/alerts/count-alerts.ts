import type { AlertsOutcome } from './read-alerts.ts';

/** What there was of alerts in a world. */
export type AlertFigures = {
  raised: number;
  cleared: number;
  changes: number;
  /** Messages of the topic that said once more what one before them had said. */
  repeats: number;
  /** Rules on devices, and those of them that went as they go where nothing fails. */
  lives: number;
  undisturbed: number;
};

export const countAlerts = (
  { history, topic }: AlertsOutcome,
  { lives, undisturbed }: Pick<AlertFigures, 'lives' | 'undisturbed'>,
): AlertFigures => ({
  raised: history.filter(({ change }) => change === 'raised').length,
  cleared: history.filter(({ change }) => change === 'cleared').length,
  changes: history.length,
  repeats: topic.length - new Set(topic.map(({ notificationId }) => notificationId)).size,
  ...{ lives, undisturbed },
});

export const noAlerts: AlertFigures = { raised: 0, cleared: 0, changes: 0, repeats: 0, lives: 0, undisturbed: 0 };

export const sumOf = (a: AlertFigures, b: AlertFigures): AlertFigures => ({
  raised: a.raised + b.raised,
  cleared: a.cleared + b.cleared,
  changes: a.changes + b.changes,
  repeats: a.repeats + b.repeats,
  lives: a.lives + b.lives,
  undisturbed: a.undisturbed + b.undisturbed,
});
