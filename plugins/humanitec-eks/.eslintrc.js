module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // expectVerdict and the like are assertions, too.
    'jest/expect-expect': ['warn', { assertFunctionNames: ['expect*'] }],
  },
});
