import { textOf } from './any-value.ts';
import { textAttribute } from './attribute-of.ts';
import type { InstrumentationScope, Resource } from './messages/common.ts';

/** Together they name one instance of a service, by OpenTelemetry's conventions. */
const instanceKeys = ['service.namespace', 'service.name', 'service.instance.id'];

/**
 * Who on the device sent it: the instance of a service, and the scope under the names that it has outside of OTLP. They tell apart what
 * two senders report in the same words.
 */
export const senderAttributes = (
  { attributes = [] }: Resource = {},
  { name = '', version = '' }: InstrumentationScope = {},
): Map<string, string> => {
  const named: [string, string][] = [
    ...instanceKeys.map((wanted): [string, string] => [
      wanted,
      textOf(attributes.find(({ key }) => key === wanted)?.value),
    ]),
    ['otel.scope.name', name],
    ['otel.scope.version', version],
  ];
  return new Map(named.filter(([, text]) => text !== '').map(([key, text]) => [key, textAttribute(text)]));
};
