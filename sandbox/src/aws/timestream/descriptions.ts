import { account, region } from '../account.ts';
import type { DatabaseEntry } from './catalog.ts';
import { readRetention, type TableProperties } from './table-properties.ts';

export const databaseArn = (name: string): string => `arn:aws:timestream:${region}:${account}:database/${name}`;
export const tableArn = (database: string, table: string): string => `${databaseArn(database)}/table/${table}`;

export const describeDatabase = ({ name, createdAt }: DatabaseEntry, tableCount: number) => ({
  Arn: databaseArn(name),
  DatabaseName: name,
  TableCount: tableCount,
  CreationTime: createdAt / 1000,
  LastUpdatedTime: createdAt / 1000,
});

export const describeTable = ({ properties, createdAt }: { properties: TableProperties; createdAt: number }) => {
  const { DatabaseName, TableName, MagneticStoreWriteProperties } = properties;
  const retention = readRetention(properties);
  return {
    Arn: tableArn(DatabaseName, TableName),
    DatabaseName,
    TableName,
    TableStatus: 'ACTIVE',
    RetentionProperties: {
      MemoryStoreRetentionPeriodInHours: retention.memoryHours,
      MagneticStoreRetentionPeriodInDays: retention.magneticDays,
    },
    MagneticStoreWriteProperties: {
      ...MagneticStoreWriteProperties,
      EnableMagneticStoreWrites: retention.magneticWrites,
    },
    CreationTime: createdAt / 1000,
    LastUpdatedTime: createdAt / 1000,
  };
};
