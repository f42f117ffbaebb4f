"""Documents as they come: what l10n makes of any folder of them."""
