/** Shapes of the Data Catalog as they travel on the wire and stand in a template; times are epoch seconds. */
export type Column = { Name: string; Type?: string; Comment?: string };

export type StorageDescriptor = {
  Columns?: Column[];
  Location?: string;
  InputFormat?: string;
  OutputFormat?: string;
  SerdeInfo?: { Name?: string; SerializationLibrary?: string; Parameters?: Record<string, string> };
  Parameters?: Record<string, string>;
};

export type DatabaseInput = { Name: string; Description?: string; LocationUri?: string };

export type TableInput = {
  Name: string;
  Description?: string;
  StorageDescriptor?: StorageDescriptor;
  PartitionKeys?: Column[];
  TableType?: string;
  Parameters?: Record<string, string>;
};

export type PartitionInput = {
  Values: string[];
  StorageDescriptor?: StorageDescriptor;
  Parameters?: Record<string, string>;
};

export type Database = DatabaseInput & { CatalogId: string; CreateTime: number };

export type Table = TableInput & {
  DatabaseName: string;
  CatalogId: string;
  CreateTime: number;
  UpdateTime: number;
  VersionId: string;
};

export type Partition = PartitionInput & {
  DatabaseName: string;
  TableName: string;
  CatalogId: string;
  CreationTime: number;
};

export const columnsOf = (table: TableInput): Column[] => table.StorageDescriptor?.Columns ?? [];
export const partitionKeysOf = (table: TableInput): Column[] => table.PartitionKeys ?? [];
