import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';

type Configuration = {
  ResultConfiguration?: { OutputLocation?: string };
  EnforceWorkGroupConfiguration?: boolean;
};

/** Properties of `AWS::Athena::WorkGroup`. */
export type WorkGroupProperties = {
  Name: string;
  Description?: string;
  State?: 'ENABLED' | 'DISABLED';
  WorkGroupConfiguration?: Configuration;
};

export type WorkGroups = ReturnType<typeof createWorkGroups>;

/** Work groups; `primary` is always there. They are not saved: the template that declares them is deployed again. */
export const createWorkGroups = ({ clock }: { clock: Clock }) => {
  const groups = new Map<string, WorkGroupProperties & { CreationTime: number }>();

  /** Creates or replaces. */
  const create = (properties: WorkGroupProperties): void => {
    const CreationTime = groups.get(properties.Name)?.CreationTime ?? clock.now() / 1000;
    groups.set(properties.Name, { ...properties, CreationTime });
  };
  create({ Name: 'primary' });

  /** Throws `InvalidRequestException`. */
  const find = (name: string) => {
    const group = groups.get(name);
    if (!group) throw new AwsError('InvalidRequestException', `WorkGroup ${name} is not found.`);
    return group;
  };

  return {
    create,
    summaries: (): object[] =>
      [...groups.values()].map(({ Name, Description, State = 'ENABLED', CreationTime }) => {
        return { Name, Description, State, CreationTime };
      }),
    describe(name: string): object {
      const { WorkGroupConfiguration: Configuration = {}, State = 'ENABLED', ...rest } = find(name);
      return { ...rest, State, Configuration };
    },
    /** Where a query's result goes: the work group may have the last word. Throws `InvalidRequestException`. */
    outputLocation(name: string, asked: string | undefined): string {
      const { State, WorkGroupConfiguration: configuration = {} } = find(name);
      if (State === 'DISABLED') throw new AwsError('InvalidRequestException', `WorkGroup ${name} is disabled.`);
      const own = configuration.ResultConfiguration?.OutputLocation;
      const location = (configuration.EnforceWorkGroupConfiguration ?? true) && own ? own : (asked ?? own);
      if (location === undefined)
        throw new AwsError(
          'InvalidRequestException',
          'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
        );
      return location;
    },
  };
};
