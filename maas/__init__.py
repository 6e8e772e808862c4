"""The domain: words, border types, snapshot, store, bus, clock, settings, generations."""
