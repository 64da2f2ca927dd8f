"""A new town's project: what it says of itself becomes texts, settings, pipelines and the package beside them."""
