/** The parts of a reading; the time and the values of maps are JSON texts, so that numbers keep all their digits. */
export type ReadingParts = {
  deviceId: string;
  /** Epoch milliseconds, or RFC 3339 in quotes. */
  time: string;
  measures?: ReadonlyMap<string, string>;
  units?: ReadonlyMap<string, string>;
  log?: { severity: string; body: string };
  id?: string;
  attributes: ReadonlyMap<string, string>;
};

/** The JSON text of a reading, its members in one order: equal parts give equal texts, and so equal ids. */
export const readingText = ({ deviceId, time, measures, units, log, id, attributes }: ReadingParts): string => {
  const members = [
    `"deviceId":${JSON.stringify(deviceId)}`,
    `"time":${time}`,
    `"measures":${objectOf(measures ?? new Map())}`,
    ...(units && units.size > 0 ? [`"units":${objectOf(units)}`] : []),
    ...(log ? [`"log":${JSON.stringify(log)}`] : []),
    ...(id === undefined ? [] : [`"id":${JSON.stringify(id)}`]),
    ...(attributes.size > 0 ? [`"attributes":${objectOf(attributes)}`] : []),
  ];
  return `{${members.join(',')}}`;
};

const objectOf = (texts: ReadonlyMap<string, string>): string =>
  `{${Array.from(texts, ([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
