/** ESLint for every package: Backstage's rules, and two of ours. */
const factory = require('@backstage/cli/config/eslint-factory');

module.exports = directory =>
  factory(directory, {
    rules: {
      // expectVerdict(…), request(…).get(…).expect(…) are assertions too, and so is check() of it.each(cases).
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect*', '**.expect', 'check'] },
      ],
    },
    tsRules: {
      // A file is read from its public door downwards: what a function uses may follow it.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false },
      ],
    },
  });
