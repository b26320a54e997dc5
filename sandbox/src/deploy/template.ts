/** A compiled CloudFormation template, as `serverless package` writes it. */
export type Template = {
  Parameters?: Record<string, { Type: string; Default?: string }>;
  Conditions?: Record<string, unknown>;
  Resources: Record<string, Resource>;
};

export type Resource = { Type: string; Condition?: string; Properties?: Properties };
// biome-ignore lint/suspicious/noExplicitAny: properties differ by resource type; each creator reads its own
export type Properties = Record<string, any>;
