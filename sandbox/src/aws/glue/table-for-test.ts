import type { TableInput } from './glue-table.ts';

/** A Parquet table declared by `name:type` lists. */
export const aParquetTable = ({
  name = 'readings',
  columns = 'device_id:string, value:double',
  keys = 'day:date',
  location = 's3://lake/curated/readings/',
  parameters = {},
}: {
  name?: string;
  columns?: string;
  keys?: string;
  location?: string;
  parameters?: Record<string, string>;
} = {}): TableInput => ({
  Name: name,
  TableType: 'EXTERNAL_TABLE',
  Parameters: parameters,
  PartitionKeys: declared(keys),
  StorageDescriptor: {
    Columns: declared(columns),
    Location: location,
    SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
  },
});

/** The same with another serializer, such as `org.openx.data.jsonserde.JsonSerDe`. */
export const withSerializer = (
  table: TableInput,
  library: string,
  parameters: Record<string, string> = {},
): TableInput => ({
  ...table,
  StorageDescriptor: {
    ...table.StorageDescriptor,
    SerdeInfo: { SerializationLibrary: library, Parameters: parameters },
  },
});

const declared = (list: string) =>
  list === ''
    ? []
    : list.split(', ').map((column) => {
        const [Name = '', Type = ''] = column.split(/:(.*)/s);
        return { Name, Type };
      });
