import type { Parameters } from '@millrace/shared/rest/parameter';
import type { Query } from '../query/query.ts';

/** What a client needs to ask queries by name. */
export const describeQueries = (queries: Record<string, Query<Parameters>>) =>
  Object.entries(queries).map(([name, { description, parameters }]) => ({
    name,
    description,
    parameters: Object.entries(parameters).map(([parameter, { kind, description: meaning, default: otherwise }]) => ({
      name: parameter,
      description: meaning,
      expects: kind.expects,
      ...(otherwise === undefined ? { required: true } : { required: false, default: otherwise }),
    })),
  }));
