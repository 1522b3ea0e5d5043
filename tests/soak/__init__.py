"""Long trials of the crawler: random faults, kill -9, nights on end. `make soak` runs them in full, the tests a little."""
