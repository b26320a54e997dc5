/** Whose tokens a function takes that checks them itself. */
export const environment = { TOKEN_ISSUER: 'text', TOKEN_AUDIENCE: 'text' } as const;
