import { AwsError, notImplemented } from '../../wire/aws-service.ts';
import type { JsonOperation } from '../../wire/json-service.ts';
import type { Catalog } from './catalog.ts';
import type { PartitionInput } from './glue-table.ts';
import { page, pageSize } from './page.ts';
import { selectPartitions } from './select-partitions.ts';

type Of = { DatabaseName: string; TableName: string };
type Update = { PartitionValueList: string[]; PartitionInput: PartitionInput };

/** Glue's operations on partitions. The batch ones answer 200 and name each entry that failed. */
export const partitionOperations = (catalog: Catalog): Record<string, JsonOperation> => {
  const create = (of: Of, input: PartitionInput): void => {
    if (catalog.findPartition(of.DatabaseName, of.TableName, input.Values))
      throw new AwsError('AlreadyExistsException', 'Partition already exists.');
    catalog.putPartition(of.DatabaseName, of.TableName, input);
  };

  const update = (of: Of, { PartitionValueList: values, PartitionInput: input }: Update): void => {
    catalog.partition(of.DatabaseName, of.TableName, values);
    if (JSON.stringify(values) === JSON.stringify(input.Values)) {
      catalog.putPartition(of.DatabaseName, of.TableName, input);
    } else {
      create(of, input);
      catalog.deletePartition(of.DatabaseName, of.TableName, values);
    }
  };

  const remove = (of: Of, values: string[]): void => catalog.deletePartition(of.DatabaseName, of.TableName, values);

  return {
    CreatePartition({ PartitionInput: input, ...of }: Of & { PartitionInput: PartitionInput }) {
      create(of, input);
      return {};
    },
    BatchCreatePartition({ PartitionInputList: inputs, ...of }: Of & { PartitionInputList: PartitionInput[] }) {
      catalog.table(of.DatabaseName, of.TableName);
      return batch('PartitionInputList', 100, inputs, (input) => [
        { PartitionValues: input.Values },
        () => create(of, input),
      ]);
    },
    UpdatePartition({ PartitionValueList, PartitionInput: input, ...of }: Of & Update) {
      update(of, { PartitionValueList, PartitionInput: input });
      return {};
    },
    BatchUpdatePartition({ Entries, ...of }: Of & { Entries: Update[] }) {
      catalog.table(of.DatabaseName, of.TableName);
      return batch('Entries', 100, Entries, (entry) => [
        { PartitionValueList: entry.PartitionValueList },
        () => update(of, entry),
      ]);
    },
    DeletePartition({ PartitionValues, ...of }: Of & { PartitionValues: string[] }) {
      remove(of, PartitionValues);
      return {};
    },
    BatchDeletePartition({ PartitionsToDelete: lists, ...of }: Of & { PartitionsToDelete: { Values: string[] }[] }) {
      catalog.table(of.DatabaseName, of.TableName);
      return batch('PartitionsToDelete', 25, lists, ({ Values: PartitionValues }) => [
        { PartitionValues },
        () => remove(of, PartitionValues),
      ]);
    },

    GetPartition: ({ PartitionValues, ...of }: Of & { PartitionValues: string[] }) => ({
      Partition: catalog.partition(of.DatabaseName, of.TableName, PartitionValues),
    }),
    BatchGetPartition({ PartitionsToGet: lists, ...of }: Of & { PartitionsToGet: { Values: string[] }[] }) {
      refuseMoreThan(1_000, lists, 'PartitionsToGet');
      const wanted = new Set(lists.map(({ Values }) => JSON.stringify(Values)));
      const partitions = catalog.partitions(of.DatabaseName, of.TableName);
      return { Partitions: partitions.filter(({ Values }) => wanted.has(JSON.stringify(Values))), UnprocessedKeys: [] };
    },
    async GetPartitions(
      request: Of & { Expression?: string; MaxResults?: number; NextToken?: string; Segment?: object },
    ) {
      if (request.Segment) throw notImplemented('Glue', 'GetPartitions with Segment');
      const table = catalog.table(request.DatabaseName, request.TableName);
      const partitions = catalog.partitions(request.DatabaseName, request.TableName);
      const code = 'InvalidInputException';
      const { items, ...rest } = page(await selectPartitions(table, partitions, request.Expression), {
        size: pageSize(request.MaxResults, 1_000, code),
        token: request.NextToken,
        code,
      });
      return { Partitions: items, ...rest };
    },
  };
};

/** Does each entry's work; what an entry throws becomes an error of that entry. */
const batch = <T>(
  member: string,
  limit: number,
  entries: T[],
  plan: (entry: T) => [name: object, work: () => void],
): { Errors: object[] } => {
  refuseMoreThan(limit, entries, member);
  const Errors = entries.flatMap((entry) => {
    const [name, work] = plan(entry);
    try {
      work();
      return [];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return [{ ...name, ErrorDetail: { ErrorCode: error.code, ErrorMessage: error.message } }];
    }
  });
  return { Errors };
};

const refuseMoreThan = (limit: number, entries: unknown[], member: string): void => {
  if (entries.length > limit)
    throw new AwsError('ValidationException', `${member} must have length less than or equal to ${limit}`);
};
