/** Between the pool and its execution environments. Payloads are JSON text, as they are in Lambda. */
export type WorkerData = { file: string; exportName: string };

export type InvokeMessage = {
  id: string;
  payload: string;
  functionName: string;
  functionArn: string;
  memory: number;
  /** Epoch milliseconds. */
  deadline: number;
};

export type ResultMessage = { id: string; failed: boolean; payload: string };
