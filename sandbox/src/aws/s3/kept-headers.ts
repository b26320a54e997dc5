/** The headers that S3 keeps with an object and gives back with it, out of those of a request. */
export const keptHeaders = (headers: Record<string, string>): Record<string, string> => {
  const kept = Object.fromEntries(
    Object.entries(headers).filter(([name]) => representation.includes(name) || name.startsWith('x-amz-meta-')),
  );
  // aws-chunked is how the bytes travelled, not what they are.
  const encoding = (kept['content-encoding'] ?? '').split(',').filter((each) => each.trim() !== 'aws-chunked');
  delete kept['content-encoding'];
  if (encoding.join('').trim()) kept['content-encoding'] = encoding.join(',').trim();
  return { 'content-type': 'binary/octet-stream', ...kept };
};

const representation = [
  'content-type',
  'content-encoding',
  'content-disposition',
  'content-language',
  'cache-control',
  'expires',
];
