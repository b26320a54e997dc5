import { maxAttributes, maxMeasures } from '../compose/reading-limits.ts';
import { readingText } from '../compose/reading-text.ts';
import { refuseCrowd } from '../take/take-readings.ts';
import { textAttribute } from './attribute-of.ts';
import type { MeasuredPoint } from './measure-point.ts';
import type { OtlpCandidate } from './otlp-candidate.ts';

type Gathered = {
  time: string;
  measures: Map<string, string>;
  units: Map<string, string>;
  attributes: Map<string, string>;
  items: number;
};

/**
 * Gathers data points of one resource and scope into readings: one for each instant, and another where it is full or has a measure
 * of that name already. Deltas say what came since the point before; they are gathered apart, and marked.
 */
export const gatherReadings = (sender: ReadonlyMap<string, string>) => {
  const readings: Gathered[] = [];
  const open = new Map<string, Gathered>();

  const begin = ({ time, isDelta }: MeasuredPoint): Gathered => {
    const attributes = new Map(isDelta ? [...sender, deltaMark] : sender);
    const reading = { time, measures: new Map(), units: new Map(), attributes, items: 0 };
    refuseCrowd(readings.push(reading));
    return reading;
  };

  return {
    add(point: MeasuredPoint): void {
      const instant = `${point.time} ${point.isDelta}`;
      const current = open.get(instant);
      const reading = current && fits(current, point) ? current : begin(point);
      open.set(instant, reading);
      for (const { name, number, unit } of point.measures) {
        reading.measures.set(name, number);
        if (unit !== undefined) reading.units.set(name, JSON.stringify(unit));
      }
      if (point.series) reading.attributes.set(point.series.name, textAttribute(point.series.text));
      reading.items++;
    },
    candidatesOf: (deviceId: string): OtlpCandidate[] =>
      readings.map(({ items, ...parts }) => ({ text: readingText({ deviceId, ...parts }), items })),
  };
};

const deltaMark: [string, string] = ['aggregation.temporality', '"delta"'];

const fits = ({ measures, attributes }: Gathered, point: MeasuredPoint): boolean =>
  measures.size + point.measures.length <= maxMeasures &&
  attributes.size + (point.series ? 1 : 0) <= maxAttributes &&
  point.measures.every(({ name }) => !measures.has(name));
