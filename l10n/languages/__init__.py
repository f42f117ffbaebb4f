"""All that is known of a language: codes, plural rules."""
