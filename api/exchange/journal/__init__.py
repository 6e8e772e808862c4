"""`/v1/exchange/journal`: what was given to whom, and what they brought."""
