import type { PublishedContract } from '@millrace/shared/contracts/published-contracts';
import { pageOf } from '@millrace/shared/rest/describe-answers';
import { httpContracts as contractsOf } from '@millrace/shared/rest/http-contracts';
import * as Type from 'typebox';
import { namedQueries } from '../queries/named-queries.ts';
import { describeApi } from './describe-api.ts';

/** What clients ask, who are older than the API, and what they are answered. */
export const httpContracts = (): PublishedContract[] =>
  contractsOf(describeApi(), 'query-api/routes').flatMap((contract) =>
    contract.name === 'askQuery-answer' ? answersByName(contract) : [contract],
  );

/**
 * What a query by name answers follows from its name, so each is a contract of its own: a further query breaks nobody. Only these
 * were published as the alternatives of one.
 */
const publishedTogether = ['duplicate-readings', 'measure-summary', 'silent-devices'];

const answersByName = (contract: PublishedContract): PublishedContract[] => {
  const { description } = contract.carries as { description?: string };
  const queries = Object.entries(namedQueries);
  const together = queries.filter(([name]) => publishedTogether.includes(name));
  const alone = queries.filter(([name]) => !publishedTogether.includes(name));
  return [
    { ...contract, carries: { description, ...pageOf(Type.Union(together.map(([, { item }]) => item))) } },
    ...alone.map(([name, query]) => ({
      ...{ ...contract, name: `askQuery-${name}-answer` },
      carries: { description: query.description, ...pageOf(query.item) },
    })),
  ];
};
