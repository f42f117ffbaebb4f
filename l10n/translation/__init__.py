"""From sentences to drafts: engines asked, markup carried over, answers kept."""
