"""The demo in a browser: a client for the emulated workspace, a clock to wind, and what happened."""
