// Policy documents, for tests.

export interface Statement {
  Effect?: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Each statement allows on everything, unless it says otherwise. */
export function policy(...statements: Statement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(statement => ({
      Effect: 'Allow',
      ...(!statement.NotResource && { Resource: '*' }),
      ...statement,
    })),
  });
}
