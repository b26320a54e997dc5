/** Puts an AWS service event (S3, Glue, …) on a bus; the default bus unless named. Delivery is at least once, later. */
export type Emit = (event: {
  source: string;
  'detail-type': string;
  detail: object;
  resources?: string[];
  bus?: string;
}) => void;
