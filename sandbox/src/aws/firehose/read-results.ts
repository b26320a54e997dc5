/** What a transform made of one record. `failed` names the cause as Firehose does. */
export type Outcome = { ok: Buffer } | { dropped: true } | { failed: Failure };

export type Failure = { code: string; message: string };

/**
 * Matches a transform's answer with the records that it was asked for, one outcome each, in their order. A record that
 * is missing, answered twice or answered wrongly fails alone; an id that was not asked for is ignored. Codes and
 * messages are those that AWS writes, except for results that it does not define.
 */
export const readResults = (recordIds: readonly string[], payload: string): Outcome[] => {
  const answers = new Map<string, unknown[]>();
  for (const answer of answersIn(payload)) {
    const id = (answer as { recordId?: unknown } | null)?.recordId;
    if (typeof id !== 'string') continue;
    const same = answers.get(id);
    if (same) same.push(answer);
    else answers.set(id, [answer]);
  }
  return recordIds.map((id) => outcomeOf(answers.get(id) ?? []));
};

const answersIn = (payload: string): unknown[] => {
  try {
    const records = JSON.parse(payload)?.records;
    return Array.isArray(records) ? records : [];
  } catch {
    // Text that is no JSON answers for no record, so each of them is missing.
    return [];
  }
};

const outcomeOf = (answers: unknown[]): Outcome => {
  if (answers.length === 0)
    return failed(
      'MissingRecordId',
      'One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.',
    );
  if (answers.length > 1)
    return failed(
      'DuplicatedRecordId',
      'Multiple records were returned with the same record Id. Ensure that the Lambda function returns a unique record Id for each record.',
    );
  const { result, data } = answers[0] as { result?: unknown; data?: unknown };
  if (result === 'Dropped') return { dropped: true };
  if (result === 'ProcessingFailed') return failed('ProcessingFailedStatus', 'ProcessingFailed status set for record');
  if (result !== 'Ok')
    return failed('InvalidReturnFormat', 'The result field must be one of Ok, Dropped or ProcessingFailed.');
  if (typeof data !== 'string' || !isBase64(data))
    return failed('InvalidReturnFormat', 'The data field must be base64 text when the processing result is Ok.');
  return { ok: Buffer.from(data, 'base64') };
};

const failed = (code: string, message: string): Outcome => ({ failed: { code: `Lambda.${code}`, message } });

const isBase64 = (text: string): boolean =>
  text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, ''));
