/** What puts into one stream are charged for, since it was created or restored. Source: Kinesis Data Streams pricing. */
export type Charges = {
  records: number;
  bytes: number;
  /** With provisioned shards: each record in units of 25 KB. */
  putUnits: number;
  /** On demand: each record rounded up to a whole KB. */
  kilobytesOnDemand: number;
};

export const noCharges = (): Charges => ({ records: 0, bytes: 0, putUnits: 0, kilobytesOnDemand: 0 });

/** `bytes` are those of one record, its data and its key. */
export const charge = (charges: Charges, bytes: number): void => {
  charges.records += 1;
  charges.bytes += bytes;
  charges.putUnits += Math.ceil(bytes / (25 * 1024));
  charges.kilobytesOnDemand += Math.ceil(bytes / 1024);
};
