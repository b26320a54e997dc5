/**
 * What came of an invocation. `payload` is the JSON text that Lambda returns: the handler's value (`null` for none), or
 * `{ errorType, errorMessage }` when `functionError` is set.
 */
export type Invocation = { payload: string; functionError?: 'Unhandled' | 'Handled' };

/** Invokes a function and waits. Rejects with an `AwsError` when it could not start: throttled, or unknown. */
export type Invoke = (functionName: string, payload: string) => Promise<Invocation>;
