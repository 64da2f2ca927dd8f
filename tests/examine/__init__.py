"""The examination itself: what it keeps, and what it asks."""
