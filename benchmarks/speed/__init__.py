"""Speed, as ratios: ours against a peer, in turns, in one run. `make bench` runs all of it."""
