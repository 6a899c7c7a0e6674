module.exports = require('../../eslint-config')(__dirname);
