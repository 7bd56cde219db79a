"""Where Slack knocks."""
