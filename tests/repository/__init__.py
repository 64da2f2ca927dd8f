"""The repository itself: its pages, package, pipelines, hosting and programs."""
