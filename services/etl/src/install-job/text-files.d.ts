/** esbuild bundles these as text (`loader` in serverless.yml). */
declare module '*.py' {
  const text: string;
  export = text;
}
declare module '*.sql' {
  const text: string;
  export = text;
}
