import { AwsError } from '../../wire/aws-service.ts';

/** What the sandbox reads of `AWS::Timestream::Table` Properties; CreateTable's input has the same members. */
export type TableProperties = {
  DatabaseName: string;
  TableName: string;
  RetentionProperties?: {
    MemoryStoreRetentionPeriodInHours?: number | string;
    MagneticStoreRetentionPeriodInDays?: number | string;
  };
  MagneticStoreWriteProperties?: {
    EnableMagneticStoreWrites?: boolean | string;
    MagneticStoreRejectedDataLocation?: { S3Configuration?: { BucketName?: string; ObjectKeyPrefix?: string } };
  };
  [other: string]: unknown;
};

export type Retention = {
  memoryHours: number;
  magneticDays: number;
  /** Takes late data. */
  magneticWrites: boolean;
  /** Where rejections of late data are reported. */
  rejectedTo?: { bucket: string; prefix: string };
};

/** Throws ValidationException for periods that Timestream does not take. Defaults are Timestream's. */
export const readRetention = ({ RetentionProperties, MagneticStoreWriteProperties }: TableProperties): Retention => {
  const s3 = MagneticStoreWriteProperties?.MagneticStoreRejectedDataLocation?.S3Configuration;
  return {
    memoryHours: between('MemoryStoreRetentionPeriodInHours', RetentionProperties, 6, 8766),
    magneticDays: between('MagneticStoreRetentionPeriodInDays', RetentionProperties, 73_000, 73_000),
    magneticWrites: String(MagneticStoreWriteProperties?.EnableMagneticStoreWrites) === 'true',
    ...(s3?.BucketName && { rejectedTo: { bucket: s3.BucketName, prefix: s3.ObjectKeyPrefix ?? '' } }),
  };
};

const between = (
  name: 'MemoryStoreRetentionPeriodInHours' | 'MagneticStoreRetentionPeriodInDays',
  properties: TableProperties['RetentionProperties'],
  otherwise: number,
  most: number,
): number => {
  const value = Number(properties?.[name] ?? otherwise);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new AwsError('ValidationException', `${name} is ${properties?.[name]}, not 1 to ${most}.`);
  return value;
};
