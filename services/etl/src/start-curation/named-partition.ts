/** What starts the function: the schedule, an S3 `Object Created` event, or the end of another curation. */
export type CurationTrigger = { detail?: { object?: { key?: string } } };

/** The landing partition that a landed object names: `2026-11-23-14`. Undefined for other events, which name none. */
export const namedPartition = ({ detail }: CurationTrigger): string | undefined =>
  /^landing\/readings\/hour=(\d{4}-\d{2}-\d{2}-\d{2})\//.exec(detail?.object?.key ?? '')?.[1];
