const pattern = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/i;

/** Epoch milliseconds of an RFC 3339 time from 1970 on, to the millisecond; undefined for any other text. */
export const epochOf = (text: string): number | undefined => {
  const [, year, month, day] = pattern.exec(text) ?? [];
  const time = Date.parse(text);
  // `Date.parse` takes 30 February for 2 March.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return day !== undefined && Number(day) <= lastDay && time >= 0 ? time : undefined;
};
