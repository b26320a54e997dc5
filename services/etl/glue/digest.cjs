const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Names the job's files by their content, so that a change of either deploys them anew, and a roll-back finds the old ones. */
const hash = createHash('sha256');
for (const name of ['curate.py', 'curate.sql']) hash.update(readFileSync(join(__dirname, name)));

module.exports = { digest: hash.digest('hex').slice(0, 16) };
