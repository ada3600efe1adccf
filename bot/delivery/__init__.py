"""The road itself: updates in, messages out, neither lost. It knows no handler and no sentence."""
