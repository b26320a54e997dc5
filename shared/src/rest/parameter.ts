import type { TSchema } from 'typebox';

/** How the text of a parameter becomes a value; `parse` answers undefined for text that is none. */
export type Kind<T> = { parse: (text: string) => T | undefined; expects: string; schema: TSchema };

/** `fallback` gives the value of a parameter that is left out, at `now` in epoch ms; without it the parameter is required. */
export type Parameter<T> = { kind: Kind<T>; description: string; fallback?: (now: number) => T; default?: string };

// biome-ignore lint/suspicious/noExplicitAny: each parameter has its own type of value, which `Values` gives back
export type Parameters = Record<string, Parameter<any>>;
export type Values<P extends Parameters> = { [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never };

/** The part of a result that is asked for. */
export type Page = { limit: number; nextToken?: string };
