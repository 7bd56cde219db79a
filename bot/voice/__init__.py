"""The words: decisions in, Slack messages out. Plain dicts; no queries."""
