import type { Bill } from './billing/bills.ts';
import { dollars, kinds, type Mode, modes, prices } from './billing/units.ts';
import { markdownTable } from './markdown-table.ts';

/** USD for a microsecond of each of a million readings, which is a second, at 1 GB of arm64. */
const microsecondPrice = '0.0000133';

/** What a million readings cost on AWS, as Markdown. */
export const billSection = (bills: readonly Bill[]): string => `## What a million readings cost

A seeded trace, 2,000 devices that send once a second through ten gateways, goes by \`receive\`, \`accept\`, \`enrich\`, \`archive\` and \`land\`
through the sandbox's endpoints in virtual time: the services' own wirings, mappings, buffers and SDK clients. The endpoints
count what AWS would bill (\`bench/src/billing\`; a test holds these figures). USD at the list prices of us-east-1.

- **Minimum**: the bytes that the contracts make of the trace, as plain JSON, every unit full, no framing, and every dimension value
  of Timestream once in all. Streams carry gzipped aggregates, which is how the platform comes below it.
- **Naive**: the same contracts, each reading by itself: a record a put, a row a request, a record in each of two delivery streams.
- Firehose rounds records up to 5 KB. Of KPL aggregates the documentation does not say whether that means what is in them; it is
  counted so here, and gzipped aggregates are not opened by Firehose.
- Timestream is what the bill is made of: 8 bytes a measure, and the id of the reading and of its device, which a batch of one second has
  once. A request of one row pays a whole unit, so the larger the readings, the less packing can save.
- Put units of the raw stream: what a gateway posts fills sixteen small aggregates. An object of the archive waits 300 s for
  company, longer than the trace.
- Timestream has not charged for names since 2022-07-08 (announcement); its developer guide still counts them.
- Not in it: HTTP requests, which are the senders' to batch; the hours of streams on demand; Lambda's duration, which the CPU figures above
  price at about ${microsecondPrice} USD a million readings for each microsecond; alert states, queries, curation and storage.

${bills.map(billTable).join('\n\n')}
`;

const billTable = (bill: Bill): string => {
  const { name, minimum, platform, naive, platformWithNames } = bill;
  const ofKinds = kinds.map((kind) => {
    const amounts = [minimum, platform, naive].map((units) => units[kind] * prices[kind]);
    return [kind, amount(platform[kind]), ...amounts.map(usd), ...ratios(minimum[kind], platform[kind], naive[kind])];
  });
  const totals = modes.map((mode) => {
    const [least = 0, ours = 0, most = 0] = [minimum, platform, naive].map((units) => dollars(units, mode));
    return [`**in all, streams ${mode}**`, '', ...[least, ours, most].map(usd), ...ratios(least, ours, most)];
  });
  const headings = ['kind of unit', 'units', 'minimum USD', 'USD', 'naive USD', 'of the minimum', 'of the naive'];
  const withNames = modes.map((mode) => `${usd(platformWithNames[mode])} (${mode})`).join(', ');
  return `### ${name}\n\n${markdownTable(headings, [...ofKinds, ...totals])}\n\n${verdict(bill)} With names charged it would be ${withNames}.`;
};

const ratios = (minimum: number, platform: number, naive: number): string[] => [
  minimum > 0 ? (platform / minimum).toFixed(2) : '',
  naive > 0 ? `1/${(naive / platform).toFixed(1)}` : '',
];

/** The aims: 1.15 of the minimum at most, 1/8 of the naive at most. */
const verdict = ({ minimum, platform, naive }: Bill): string => {
  const misses = (met: (mode: Mode) => boolean) => modes.filter((mode) => !met(mode));
  const total = (aim: string, missed: Mode[]) =>
    `${aim}: ${missed.length === 0 ? 'met' : `not met with streams ${missed.join(' and ')}`}.`;
  const over = kinds.filter((kind) => platform[kind] > 1.15 * minimum[kind]);
  return [
    total(
      'At most 1.15 of the minimum',
      misses((mode) => dollars(platform, mode) <= 1.15 * dollars(minimum, mode)),
    ),
    total(
      'At most 1/8 of the naive',
      misses((mode) => 8 * dollars(platform, mode) <= dollars(naive, mode)),
    ),
    over.length > 0 ? `By itself over 1.15 of its minimum: ${over.join(', ')}.` : '',
  ].join(' ');
};

const usd = (amount: number): string => amount.toFixed(4);
const amount = (units: number): string => (units >= 100 ? String(Math.round(units)) : units.toPrecision(3));
