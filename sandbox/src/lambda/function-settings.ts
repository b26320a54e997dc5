/** A deployed function, as its template describes it. */
export type FunctionSettings = {
  name: string;
  arn: string;
  /** The bundle on disk, and what it exports. */
  file: string;
  exportName: string;
  environment: Record<string, string>;
  /** Seconds. */
  timeout: number;
  /** MB: the heap limit of its execution environments. */
  memory: number;
};
